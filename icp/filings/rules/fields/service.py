"""Questions about what is filed: website or app, domain, server; and about a filing that exists already.

What every filing needs: rule book section 3; app features: documents.json, both as of 2026-11-23.
"""

from __future__ import annotations

from icp.eligibility.rules.bilingual import Words
from icp.filings.rules.fields.field import Field, Option, chosen, says
from icp.filings.rules.filing_types import (
    APP,
    CHANGES,
    DECLARATIONS,
    DOMAIN,
    ENDING,
    EXISTING,
    SERVER,
    WEBSITE,
)

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
CHANGED = (
    Option("company_name", Words("Name of the company", "单位名称")),
    Option("address", Words("Address", "地址")),
    Option("person", Words("Person in charge, or a phone number", "负责人或联系方式")),
    Option("site", Words("Name or content of the website", "网站名称或内容")),
    Option("server", Words("Server", "接入信息（IP）")),
)

_WEBSITE = (
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
_APP = (
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


_DOMAIN = (
    Field(
        "domain",
        DOMAIN,
        "domain",
        Words("Domain", "域名"),
        "域名",
        Words(
            "The registrable name, as in example.cn. Its subdomains are covered.",
            "请填写一级域名，其子域名随之可用。",
        ),
        most=253,
    ),
    Field(
        "domain_holder",
        DOMAIN,
        "text",
        Words("Holder of the domain, as the registrar has it", "域名持有者（注册商登记名称）"),
        "域名所有者",
        Words(
            "It must be the applicant: license, domain and filing name one holder.",
            "须与备案主体一致：证件、域名与备案三者为同一主体。",
        ),
    ),
    Field(
        "domain_expires",
        DOMAIN,
        "date",
        Words("Domain paid until", "域名到期日"),
        "域名到期日期",
        Words("Most provinces ask for more than 3 months.", "多数省份要求剩余有效期大于3个月。"),
    ),
    Field(
        "real_name",
        DOMAIN,
        "choice",
        Words("Is the domain real-name verified?", "域名是否已完成实名认证？"),
        "域名实名认证状态",
        options=(
            Option("yes", Words("Yes", "已完成")),
            Option("pending", Words("Applied for", "审核中")),
            Option("no", Words("No", "未完成")),
        ),
    ),
)
_SERVER = (
    Field(
        "server_ip",
        SERVER,
        "public_ip",
        Words("Public IP of the server in mainland China", "境内服务器公网IP"),
        "网站IP地址",
        most=45,
    ),
    Field(
        "service_number",
        SERVER,
        "text",
        Words("Service identification number", "备案服务号"),
        "备案服务号",
        Words(
            "From the console of the server that serves the website. Ours can make one.",
            "由服务器所在账号生成，也可由专员协助获取。",
        ),
        needed=False,
        most=80,
    ),
)
_EXISTING = (
    Field(
        "existing_number",
        EXISTING,
        "icp_number",
        Words("Number of the existing filing", "已有备案号"),
        "主体备案号",
        most=60,
    ),
)
_CHANGES = (
    Field(
        "changed", CHANGES, "choices", Words("What changed?", "变更了哪些信息？"), "变更内容", options=CHANGED
    ),
)
_ENDING = (
    Field("ending_reason", ENDING, "text", Words("Why does it end?", "注销原因"), "注销原因", most=500),
    Field(
        "ending_confirmed",
        ENDING,
        "confirm",
        Words("I know that this cannot be undone", "我已知晓此操作不可恢复"),
        "注销确认",
    ),
)
_DECLARATIONS = (
    Field(
        "declares_truth",
        DECLARATIONS,
        "confirm",
        Words(
            "What is written here is true, and I may file it for the applicant",
            "以上信息真实有效，我有权代表主体办理备案",
        ),
        "信息真实性承诺",
    ),
    Field(
        "declares_no_preapproval",
        DECLARATIONS,
        "confirm",
        Words("The website shows nothing that needs an approval first", "网站不涉及前置审批内容"),
        "不涉及前置审批承诺",
        when=says("content_category", "general"),
        follows="content_category",
    ),
)
SERVICE: tuple[Field, ...] = (
    *_WEBSITE,
    *_APP,
    *_DOMAIN,
    *_SERVER,
    *_EXISTING,
    *_CHANGES,
    *_ENDING,
    *_DECLARATIONS,
)
