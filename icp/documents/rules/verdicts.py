"""Why a paper was refused, or what is to be said about it: a code, two sentences, and what would do. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from icp.eligibility.rules.bilingual import Words


@dataclass(frozen=True, slots=True)
class Refusal:
    words: Words
    remedy: Words


_photo = Words(
    "Take a new photo or scan of the original and upload that.",
    "请对原件重新拍照或扫描后上传。",
)
_print = Words(
    "Print it to a new PDF, or save the pages as JPEG, and upload that.",
    "请另存打印为新的PDF，或将页面存为JPEG后上传。",
)

REFUSALS: Mapping[str, Refusal] = MappingProxyType(
    {
        "empty": Refusal(Words("The file is empty.", "文件为空。"), _photo),
        "too_large": Refusal(
            Words("The file is larger than 10 MB.", "文件超过10 MB。"),
            Words(
                "Save it with a lower resolution; 300 dpi is plenty.", "请降低分辨率后保存，300 dpi已足够。"
            ),
        ),
        "other_kind": Refusal(
            Words("This kind of file is not taken here.", "此处不接受该类文件。"),
            Words("Upload a PDF, JPEG or PNG.", "请上传PDF、JPEG或PNG。"),
        ),
        "not_what_it_says": Refusal(
            Words(
                "The content of the file is not what its name says.",
                "文件内容与扩展名不符。",
            ),
            Words(
                "Open it in a program for pictures, save it as JPEG, and upload that.",
                "请用图片程序打开并另存为JPEG后上传。",
            ),
        ),
        "two_in_one": Refusal(
            Words("The file is two kinds of file at once.", "该文件同时是两种类型的文件。"), _photo
        ),
        "damaged": Refusal(
            Words(
                "The file is damaged or cut off: it cannot be read to its end.",
                "文件损坏或不完整，无法完整读取。",
            ),
            Words("Export or scan it once more and upload the new file.", "请重新导出或扫描后上传新文件。"),
        ),
        "too_heavy": Refusal(
            Words(
                "The file needs far more work to read than a scan does, so it was not read.",
                "读取该文件所需资源远超普通扫描件，已停止读取。",
            ),
            _print,
        ),
        "too_many_pixels": Refusal(
            Words("The picture has more than 40 million pixels.", "图片超过4000万像素。"),
            Words("Save it with at most 7,000 by 5,000 pixels.", "请另存为不超过7000×5000像素。"),
        ),
        "too_few_pixels": Refusal(
            Words("The picture is too small to be read by the authority.", "图片太小，管局无法辨认。"), _photo
        ),
        "moving": Refusal(
            Words("The picture moves: it holds several frames.", "图片含多帧动画。"),
            Words("Save one frame as JPEG and upload that.", "请将其中一帧存为JPEG后上传。"),
        ),
        "blank": Refusal(
            Words(
                "Nothing can be seen: the picture is one color nearly everywhere.",
                "图片几乎为单一颜色，看不到内容。",
            ),
            _photo,
        ),
        "blurred": Refusal(
            Words("The picture is blurred: no edge in it is sharp.", "图片模糊，没有清晰的边缘。"),
            Words(
                "Lay the paper on a table in good light, hold still, and take the photo again.",
                "请将原件平放在光线充足处，保持稳定后重新拍摄。",
            ),
        ),
        "too_little_detail": Refusal(
            Words(
                "There is too little on it for a scan: the copy would stay below what the authority takes.",
                "内容过少，生成的图片低于管局要求的最小尺寸。",
            ),
            _photo,
        ),
        "copy_does_not_fit": Refusal(
            Words(
                "The copy for filing cannot be made small enough and stay readable.",
                "无法在保持清晰的前提下将备案用图压缩到规定大小。",
            ),
            Words("Upload fewer pages, or one page at a time.", "请减少页数后上传。"),
        ),
        "too_many_pages": Refusal(
            Words("The document has more pages than this paper can have.", "页数超过该材料允许的页数。"),
            Words("Upload the pages that matter only.", "请仅上传相关页面。"),
        ),
        "locked": Refusal(
            Words("The PDF is protected by a password.", "该PDF已加密。"),
            Words("Save it without a password and upload that.", "请另存为无密码的PDF后上传。"),
        ),
        "script": Refusal(
            Words("The PDF holds a program (JavaScript).", "该PDF含有脚本（JavaScript）。"), _print
        ),
        "action": Refusal(
            Words("The PDF wants to start something when it is opened.", "该PDF在打开时会执行操作。"),
            _print,
        ),
        "attachment": Refusal(Words("The PDF carries other files inside.", "该PDF内嵌了其他文件。"), _print),
        "form": Refusal(Words("The PDF is a form that can be filled in.", "该PDF为可填写的表单。"), _print),
        "moving_parts": Refusal(
            Words("The PDF holds sound, film or 3D parts.", "该PDF含有音频、视频或3D内容。"), _print
        ),
        "infected": Refusal(
            Words("The scanner for malicious software found something in it.", "恶意软件扫描发现问题。"),
            Words(
                "Check your device, then photograph the original and upload the photo.",
                "请检查您的设备，再对原件拍照上传。",
            ),
        ),
        "lost": Refusal(
            Words(
                "The upload was interrupted and the file did not arrive whole.", "上传中断，文件未完整到达。"
            ),
            Words("Upload it once more.", "请重新上传。"),
        ),
    }
)

NOTES: Mapping[str, Words] = MappingProxyType(
    {
        "above_400_kb": Words(
            "The copy has more than 400 KB. The platform of the police has refused such files.",
            "备案用图超过400 KB，公安平台曾拒收此类文件。",
        ),
        "reduced": Words(
            "The copy for filing was made smaller to fit the limit of the authority.",
            "备案用图已缩小，以符合管局限制。",
        ),
        "expires_soon": Words(
            "It expires in less than 90 days, which many authorities refuse.",
            "有效期不足90天，多数管局不予接受。",
        ),
        "expired": Words("By the date you gave, it has expired.", "按您填写的日期，该材料已过期。"),
    }
)

# Why a specialist asks for another one.
REPLACE_REASONS: Mapping[str, Words] = MappingProxyType(
    {
        "cut_off": Words(
            "The scan is cut at an edge. Upload a photo showing all four corners.",
            "扫描件有缺角，请上传四角完整的照片。",
        ),
        "unreadable": Words(
            "Some of the text cannot be read. Take the photo again in better light.",
            "部分文字无法辨认，请在光线充足处重新拍摄。",
        ),
        "seal_unclear": Words(
            "The seal cannot be read. Upload a color photo of the original.",
            "印章不清晰，请上传原件的彩色照片。",
        ),
        "wrong_paper": Words("This is another paper than the one asked for.", "所上传的不是要求的材料。"),
        "copy_of_copy": Words(
            "This is a photocopy or a photo of a screen. The authority takes originals only.",
            "该图片为复印件或翻拍屏幕，管局仅接受原件照片。",
        ),
        "expired": Words("The document has expired. Upload the current one.", "证件已过期，请上传有效证件。"),
        "does_not_match": Words(
            "Name, number or address differ from the filing. Correct the filing or upload the right paper.",
            "姓名、号码或地址与备案信息不一致，请更正备案信息或上传正确的材料。",
        ),
        "not_signed": Words("A signature, a date or the seal is missing.", "缺少签字、日期或印章。"),
        "other": Words("See the note.", "请见备注。"),
    }
)
