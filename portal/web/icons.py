"""Our pictures, 24 by 24, drawn with one line in the colour of the text around them."""

from __future__ import annotations

ICONS: dict[str, str] = {
    "arrow": '<path d="M5 12h14m-5.5-5.5L19 12l-5.5 5.5"/>',
    "back": '<path d="M19 12H5m5.5-5.5L5 12l5.5 5.5"/>',
    "bell": (
        '<path d="M6 10a6 6 0 1 1 12 0c0 5 2 6 2 7H4c0-1 2-2 2-7Z"/><path d="M10 20a2.2 2.2 0 0 0 4 0"/>'
    ),
    "bin": '<path d="M5 7h14M10 11v6m4-6v6M7 7l.8 12.5h8.4L17 7M9.5 7V4h5v3"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.3l3.4 2"/>',
    "copy": (
        '<rect x="8.5" y="8.5" width="11" height="11" rx="2"/>'
        '<path d="M15.5 8.5v-2a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h2"/>'
    ),
    "doc": '<path d="M6.5 3.5h7.5l4 4v13H6.5z"/><path d="M14 3.5v4h4"/>',
    "download": '<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14"/>',
    "gear": (
        '<circle cx="12" cy="12" r="3"/>'
        '<path d="M12 3v3m0 12v3M3 12h3m12 0h3"/>'
        '<path d="m5.6 5.6 2.2 2.2m8.4 8.4 2.2 2.2m0-12.8-2.2 2.2m-8.4 8.4-2.2 2.2"/>'
    ),
    "globe": '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3.2 3 14.8 0 18-3-3.2-3-14.8 0-18Z"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5m0-9v.1"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8-8m-3 3 2.5 2.5m-5 .5 1.5 1.5"/>',
    "link": (
        '<path d="M10 14a4 4 0 0 0 5.7 0l3.2-3.2a4 4 0 0 0-5.7-5.7L12 6.3"/>'
        '<path d="M14 10a4 4 0 0 0-5.7 0l-3.2 3.2a4 4 0 0 0 5.7 5.7l1.2-1.2"/>'
    ),
    "lock": (
        '<rect x="5.5" y="10.5" width="13" height="9.5" rx="2"/><path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/>'
    ),
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4 7 8 6 8-6"/>',
    "pause": '<path d="M9 6v12m6-12v12"/>',
    "people": (
        '<circle cx="9" cy="9" r="3.5"/>'
        '<path d="M2.5 19.5c.6-3.6 3.2-5.5 6.5-5.5s5.9 1.9 6.5 5.5"/>'
        '<path d="M15.5 5.8a3.5 3.5 0 0 1 0 6.4M18 14.6c2 .8 3.2 2.5 3.5 4.9"/>'
    ),
    "play": '<path d="M8 5.5v13l10.5-6.5z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 8V3.5h10V8M7 17H4V9.5h16V17h-3"/><path d="M7 14h10v6.5H7z"/>',
    "retry": '<path d="M19.5 12a7.5 7.5 0 1 1-2.4-5.5"/><path d="M19.5 3.5v4h-4"/>',
    "route": (
        '<circle cx="5.5" cy="18" r="2.5"/>'
        '<circle cx="18.5" cy="6" r="2.5"/>'
        '<path d="M8 18h5.5a3 3 0 0 0 0-6h-3a3 3 0 0 1 0-6H16"/>'
    ),
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "server": (
        '<rect x="4" y="4.5" width="16" height="6" rx="1.5"/>'
        '<rect x="4" y="13.5" width="16" height="6" rx="1.5"/>'
        '<path d="M7.5 7.5v.1m0 8.9v.1"/>'
    ),
    "shield": (
        '<path d="M12 3.5 5 6v5.5c0 4.3 2.8 7.4 7 9 4.2-1.6 7-4.7 7-9V6z"/><path d="m9 12 2.2 2.2L15.2 10"/>'
    ),
    "undo": '<path d="M8 6 4 10l4 4"/><path d="M4 10h9.5a5.5 5.5 0 0 1 0 11H10"/>',
    "warn": '<path d="M12 4 2.8 19.5h18.4L12 4Z"/><path d="M12 10v4.5m0 2.6v.1"/>',
    "x": '<path d="M6.5 6.5l11 11m0-11l-11 11"/>',
}
