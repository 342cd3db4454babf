"""The words of the conditions: what is usual, what would do, and where it is written.

Rule book section 11 and rules C05, C06 (2026-11-23); the pages of agents differ, so the confidence is medium.
"""

from __future__ import annotations

from icp.eligibility.rules.bilingual import Words

PAGES = Words(
    "Pages of Tencent Cloud and of license agents, which differ in details",
    "腾讯云及多家代办机构的公开页面，细节有所不同",
)
C05 = Words(
    "Rule C05: Tencent Cloud on commercial filings, doing.city, several license agents",
    "规则C05：腾讯云经营性备案说明、doing.city及多家代办机构",
)
C06 = Words(
    "Rule C06: notice of the MIIT on pilot areas of 2024-04-08; 13 approvals on 2025-02-28",
    "规则C06：工业和信息化部2024年4月8日试点通告；2025年2月28日首批13家获批",
)

# By condition: its name, and what is usual.
CONDITIONS: dict[str, tuple[Words, Words]] = {
    "company": (
        Words("A company", "公司主体"),
        Words("A company registered in mainland China asks for it.", "由在中国内地注册的公司申请。"),
    ),
    "capital": (
        Words("Registered capital", "注册资本"),
        Words(
            "RMB 1 million for one province, RMB 10 million for several.",
            "单个省份不低于100万元，跨地区不低于1000万元。",
        ),
    ),
    "business_scope": (
        Words("Business scope", "经营范围"),
        Words("The business license lists value-added telecom.", "营业执照的经营范围包含增值电信业务。"),
    ),
    "foreign": (
        Words("Foreign owners", "外资比例"),
        Words(
            "At most half; for B21 up to all; in pilot areas above half for B25 platforms.",
            "通常不超过50%；B21可达100%；试点地区的B25平台可超过50%。",
        ),
    ),
    "content": (
        Words("Content", "内容"),
        Words(
            "News, publishing, audio-video and culture need approvals of their own; the pilot leaves "
            "them out.",
            "新闻、出版、视听和文化内容须另行审批，且不在试点范围内。",
        ),
    ),
    "staff": (
        Words("Staff", "员工"),
        Words(
            "Three people with social insurance, paid for 1 to 3 months.",
            "3名员工，已缴纳1至3个月社保。",
        ),
    ),
    "office": (Words("Office", "办公场所"), Words("The company has an office.", "公司有办公场所。")),
    "server": (
        Words("Server", "服务器"),
        Words(
            "In mainland China; some provinces ask for their own province.",
            "位于中国内地；部分省份要求位于本省。",
        ),
    ),
    "security": (
        Words("Security system", "信息安全制度"),
        Words(
            "Rules for security and a person for them; some provinces ask for an evaluation report.",
            "有信息安全制度和负责人；部分省份要求评估报告。",
        ),
    ),
}

# What would do.
COMPANY = Words(
    "Found a company in mainland China, a WFOE or a joint venture, or have a Chinese partner ask for it.",
    "请在中国内地设立公司（外商独资或合资），或由中方合作伙伴申请。",
)
CAPITAL = Words(
    "RMB {given} is below the usual RMB {least}. Raise the capital, offer it in one province only, or stay "
    "non-commercial.",
    "{given}元低于通常要求的{least}元。可增资、缩小业务覆盖范围或保持非经营性。",
)
LISTS_TELECOM = Words(
    "Have value-added telecom services added to the business scope first.",
    "请先办理经营范围变更，增加增值电信业务。",
)
FOREIGN_HALF = Words(
    "Foreign owners up to half are usual; an expert confirms that the path fits.",
    "外资不超过50%通常可行，须由专家确认办理路径。",
)
FOREIGN_MOST = Words(
    "For B25 foreign owners hold at most half here. A pilot area, B21 for e-commerce, or a Chinese partner "
    "would do.",
    "在此地申请B25，外资通常不超过50%。可考虑试点地区、电子商务（B21）或与中方合作。",
)
FOREIGN_CONTENT = Words(
    "The pilot leaves out news, publishing, audio-video and culture. Leave that content out, or have foreign "
    "owners hold at most half.",
    "试点不包括新闻、出版、视听和文化内容。请去除相关内容，或将外资降至50%以内。",
)
FOREIGN_PILOT = Words(
    "Above half is possible in the pilot ({area}); an expert confirms it. Few approvals are known.",
    "试点地区（{area}）可超过50%，须由专家确认。目前获批案例较少。",
)
CONTENT = Words(
    "Ask for the approval of its content first; an expert says which.",
    "请先取得相应内容的前置审批，具体由专家确认。",
)
STAFF = Words(
    "{given} are fewer than the usual 3. Insure more staff with this company.",
    "{given}人少于通常要求的3人。请由本公司为更多员工缴纳社保。",
)
OFFICE = Words("Rent an office in the company's name.", "请以公司名义租用办公场所。")
SERVER = Words("Host it on a server in mainland China.", "请将服务器设在中国内地。")
SERVER_PROVINCE = Words(
    "Some provinces ask for a server in their own; our specialist asks there.",
    "部分省份要求服务器位于本省，专员将代为确认。",
)
SECURITY = Words(
    "Write down the rules for security and name a person for them; our specialist has a pattern.",
    "请制定信息安全制度并指定负责人，专员可提供范本。",
)
