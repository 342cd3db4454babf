"""Questions about the website or the app that is filed.

What every filing needs: rule book section 3; app features: documents.json, both as of 2026-11-23.
"""

from __future__ import annotations

from icp.eligibility.rules.bilingual import Words
from icp.filings.rules.fields.field import Field, Option, chosen
from icp.filings.rules.filing_types import APP, WEBSITE

SERVICE_CONTENT = (
    Option("company_site", Words("Company website", "单位门户网站")),
    Option("online_shop", Words("Shop for the company's own goods", "网上商城（自营）")),
    Option("product", Words("Product or software service", "产品或软件服务")),
    Option("blog", Words("Blog or personal space", "博客/个人空间")),
    Option("other", Words("Something else", "其他")),
)
CONTENT = (
    Option("general", Words("None of these", "以上均不涉及")),
    Option("news", Words("News", "新闻")),
    Option("publishing", Words("Publishing", "出版")),
    Option("drugs_devices", Words("Medicine or medical devices", "药品和医疗器械")),
    Option("culture", Words("Music, animation, performances, art", "文化（音乐、动漫、演出、艺术品等）")),
    Option("games", Words("Games", "游戏")),
    Option("av", Words("Audio and video programs", "广播电影电视节目及视听节目")),
    Option("ride_hailing", Words("Ride hailing", "网约车")),
    Option("finance", Words("Finance", "金融")),
    Option("religion", Words("Religion", "宗教")),
    Option("education", Words("Education", "教育")),
    Option("medical_care", Words("Medical or health information", "医疗保健")),
    Option("forum", Words("Forum", "论坛")),
)
LANGUAGES = (
    Option("zh-hans", Words("Simplified Chinese", "简体中文")),
    Option("zh-hant", Words("Traditional Chinese", "繁体中文")),
    Option("en", Words("English", "英文")),
    Option("other", Words("Another language", "其他")),
)
PLATFORMS = (
    Option("android", Words("Android", "安卓")),
    Option("ios", Words("iOS", "iOS")),
    Option("harmony", Words("HarmonyOS", "鸿蒙")),
)
_WEBSITE: tuple[Field, ...] = (
    Field(
        "site_name",
        WEBSITE,
        "site_name",
        Words("Name of the website, in Chinese", "网站名称"),
        "网站名称",
        Words(
            "At least 3 Chinese characters, best the company's name; not the domain.",
            "至少3个汉字，建议使用公司名称或简称，不可为域名。",
        ),
        most=60,
    ),
    Field(
        "service_content",
        WEBSITE,
        "choice",
        Words("What it offers", "网站服务内容"),
        "网站服务内容",
        options=SERVICE_CONTENT,
    ),
    Field(
        "content_category",
        WEBSITE,
        "choice",
        Words("Does it show content that needs an approval first?", "是否涉及前置审批内容"),
        "前置审批类型",
        options=CONTENT,
    ),
    Field(
        "site_languages",
        WEBSITE,
        "choices",
        Words("Languages of the website", "网站语言类别"),
        "网站语言类别",
        options=LANGUAGES,
    ),
    Field(
        "site_remark",
        WEBSITE,
        "text",
        Words("One sentence about it, for the reviewer", "备注（网站用途说明）"),
        "备注",
        Words(
            "Say how its name belongs to the company, as in “XX is our product”.",
            "如名称与单位关联不明显，请说明，例如“XX为我司产品”。",
        ),
        needed=False,
        most=500,
    ),
)
_APP: tuple[Field, ...] = (
    Field(
        "app_name",
        APP,
        "text",
        Words("Name of the app", "APP名称"),
        "APP名称",
        Words("The same on every platform; no marketing words.", "各平台须一致，不含营销词。"),
        most=60,
    ),
    Field("app_platforms", APP, "choices", Words("Platforms", "运行平台"), "APP运行平台", options=PLATFORMS),
    Field(
        "android_package",
        APP,
        "package",
        Words("Android package name", "安卓包名"),
        "安卓平台软件包名称",
        when=chosen("app_platforms", "android"),
        follows="app_platforms",
        most=150,
    ),
    Field(
        "android_md5",
        APP,
        "md5",
        Words("Android certificate, MD5", "安卓证书MD5指纹"),
        "安卓签名MD5值",
        when=chosen("app_platforms", "android"),
        follows="app_platforms",
        most=64,
    ),
    Field(
        "android_key",
        APP,
        "text",
        Words("Android public key", "安卓公钥"),
        "安卓公钥",
        when=chosen("app_platforms", "android"),
        follows="app_platforms",
        most=2000,
    ),
    Field(
        "ios_bundle",
        APP,
        "package",
        Words("iOS bundle ID", "iOS Bundle ID"),
        "iOS Bundle ID",
        when=chosen("app_platforms", "ios"),
        follows="app_platforms",
        most=150,
    ),
    Field(
        "ios_sha1",
        APP,
        "sha1",
        Words("iOS certificate, SHA-1", "iOS证书SHA-1指纹"),
        "iOS签名SHA-1值",
        when=chosen("app_platforms", "ios"),
        follows="app_platforms",
        most=80,
    ),
    Field(
        "harmony_package",
        APP,
        "package",
        Words("HarmonyOS package name", "鸿蒙包名"),
        "鸿蒙平台软件包名称",
        when=chosen("app_platforms", "harmony"),
        follows="app_platforms",
        most=150,
    ),
    Field(
        "harmony_md5",
        APP,
        "md5",
        Words("HarmonyOS certificate, MD5", "鸿蒙证书MD5指纹"),
        "鸿蒙签名MD5值",
        when=chosen("app_platforms", "harmony"),
        follows="app_platforms",
        most=64,
    ),
    Field(
        "content_category",
        APP,
        "choice",
        Words("Does it show content that needs an approval first?", "是否涉及前置审批内容"),
        "前置审批类型",
        options=CONTENT,
    ),
    Field(
        "app_remark",
        APP,
        "text",
        Words("One sentence about it, for the reviewer", "备注（APP用途说明）"),
        "备注",
        needed=False,
        most=500,
    ),
)
SITES: tuple[Field, ...] = (*_WEBSITE, *_APP)
