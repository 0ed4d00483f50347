"""What Suzhou books in an average month at scale 1, in CNY: the plan that vouchers and budget are both drawn from."""

from __future__ import annotations

from sources.demo.company.org import CN, UNITS
from sources.demo.company.plan import PlanRow

SALES, PLANT, OFFICE = "中国销售部", "苏州装配部", "苏州财务部"
BANK, RECEIVABLE, PAYABLE, ESTIMATED = "1002.01", "1122", "2202.01", "2202.02"
MATERIALS, GOODS = "1403", "1405"
WAGES_PAYABLE, INSURANCE_PAYABLE = "2211.01", "2211.02"
INPUT_VAT, VAT_MOVED_OUT, OUTPUT_VAT, VAT_UNPAID = "2221.01.01", "2221.01.03", "2221.01.05", "2221.02"
INCOME_TAX_DUE, CITY_TAX_DUE, EDUCATION_DUE, WAGE_TAX_DUE = "2221.05", "2221.08", "2221.10", "2221.12"
PROFIT_OF_YEAR, RETAINED = "4103", "4104.05"
DIRECT_MATERIALS, DIRECT_LABOUR, ABSORBED_OVERHEAD = "5001.01", "5001.02", "5001.03"
DEPRECIATED = "1602"

CUSTOMERS = (
    "云雀仪表（昆山）", "白露环境（无锡）", "松烟科技（上海）", "麦穗食品（徐州）", "石榴制药（泰州）",
    "灯塔水务（南通）", "远帆电子（苏州）", "银杏材料（常州）", "青瓷半导体（合肥）", "芦苇化工（嘉兴）",
)  # fmt: skip
SUPPLIERS = ("榫卯精工（苏州）", "杉木光学（南京）", "晨雾电路（东莞）", "砂砾机电（宁波）", "竹节包装（湖州）")
SERVICES = {
    "6601.05": "纸鸢会展（上海）",
    "6601.06": "驿马物流（苏州）",
    "6602.04": "檐下置业（苏州）",
    "6602.06": "算筹会计师事务所（苏州）",
    "1601": "齿轮设备（无锡）",
    "5101.04": "檐下置业（苏州）",
}
"""Who sends the invoices of an account."""
PROJECTS = {"6601.05": "华东仪器展", "1601": "二期产线"}
VAT = {"6001.01": 13, "6001.02": 6, "6601.05": 6, "6601.06": 9, "6602.04": 9, "6602.06": 6, "1601": 13, "5101.04": 9}
"""Per cent of VAT on the invoices of an account."""

_PAY = {SALES: 15_800.0, PLANT: 9_400.0, OFFICE: 13_600.0}
"""Monthly wage of a head."""
PAY_ACCOUNTS = {SALES: ("6601.01", "6601.02"), OFFICE: ("6602.01", "6602.02")}
"""Wage and insurance; the plant's pay becomes part of the product."""
INSURANCE = 28
"""Per cent of the wage: social insurance and housing fund."""
HEADS = {unit.cost_center: unit.heads for unit in UNITS if unit.entity == CN}
WAGE_BILL = {label: heads * _PAY[label] for label, heads in HEADS.items()}


def _row(
    account: str,
    label: str | None,
    counter: str,
    documents: float,
    monthly: float,
    rhythm: str,
    text: str,
    settled: bool = False,
) -> PlanRow:
    return PlanRow(CN, account, label, counter, documents, monthly, rhythm, text, settled)


DRAWN: tuple[PlanRow, ...] = (
    _row("6001.01", SALES, RECEIVABLE, 9, 3_400_000, "sales", "销售仪器", True),
    _row("6001.02", PLANT, RECEIVABLE, 3, 360_000, "cost", "校准服务费", True),
    _row("6117", OFFICE, BANK, 1, 12_000, "quarter", "收到稳岗补贴"),
    _row("6601.03", SALES, BANK, 3, 68_000, "cost", "报销差旅费"),
    _row("6601.04", SALES, BANK, 2, 26_000, "cost", "报销业务招待费"),
    _row("6601.05", SALES, PAYABLE, 1, 55_000, "cost", "展位及推广费", True),
    _row("6601.06", SALES, PAYABLE, 2, 41_000, "sales", "运输费", True),
    _row("6602.03", OFFICE, BANK, 2, 9_500, "cost", "购办公用品"),
    _row("6602.04", OFFICE, PAYABLE, 1, 62_000, "flat", "办公室租金", True),
    _row("6602.06", OFFICE, PAYABLE, 1, 54_000, "quarter", "审计及咨询费", True),
    _row("6602.07", OFFICE, BANK, 1, 7_800, "cost", "报销差旅费"),
    _row("6603.01", OFFICE, BANK, 1, 1_600, "flat", "银行手续费"),
    _row("6603.02", OFFICE, BANK, 1, -5_200, "quarter", "收到存款利息"),
    _row("6711", PLANT, BANK, 1, 6_500, "quarter", "支付质量赔款"),
    _row("1601", PLANT, PAYABLE, 1, 285_000, "quarter", "购入检测设备", True),
)
"""Vouchers of the running month."""
MONTH_END: tuple[PlanRow, ...] = (
    _row("6401.01", SALES, GOODS, 0, 1_900_000, "sales", "结转销售成本"),
    _row("6401.02", PLANT, GOODS, 0, 140_000, "cost", "结转服务成本"),
    _row("6602.05", OFFICE, DEPRECIATED, 0, 8_600, "flat", "计提折旧"),
    _row("6601.07", SALES, DEPRECIATED, 0, 3_900, "flat", "计提折旧"),
    *(
        _row(account, label, counter, 0, WAGE_BILL[label] * share, "cost", text)
        for label, accounts in PAY_ACCOUNTS.items()
        for account, counter, share, text in (
            (accounts[0], WAGES_PAYABLE, 1.0, "计提工资"),
            (accounts[1], INSURANCE_PAYABLE, INSURANCE / 100, "计提社保公积金"),
        )
    ),
)
"""Costs that a voucher of the month's last day brings, by amount."""
DERIVED: tuple[PlanRow, ...] = (
    _row("6403.01", OFFICE, CITY_TAX_DUE, 0, 11_500, "sales", "计提城市维护建设税"),
    _row("6403.02", OFFICE, EDUCATION_DUE, 0, 8_200, "sales", "计提教育费附加"),
    _row("6801", None, INCOME_TAX_DUE, 0, 700_000, "quarter", "计提企业所得税"),
)
"""Taxes: only the budget takes their amounts from here, the books work them out."""
OVERHEAD: tuple[PlanRow, ...] = (
    _row("5101.02", PLANT, BANK, 1, 42_000, "cost", "支付水电费"),
    _row("5101.03", PLANT, DEPRECIATED, 0, 88_000, "flat", "计提折旧"),
    _row("5101.04", PLANT, PAYABLE, 1, 76_000, "flat", "厂房租金", True),
)
MATERIALS_BOUGHT = _row(MATERIALS, None, PAYABLE, 4, 1_580_000, "sales", "采购原材料", True)
MATERIALS_USED = _row(DIRECT_MATERIALS, PLANT, MATERIALS, 0, 1_530_000, "sales", "生产领料")

BUDGETED: tuple[PlanRow, ...] = (*DRAWN, *MONTH_END, *DERIVED)
"""What the subsidiary plans: profit and loss, and equipment."""
