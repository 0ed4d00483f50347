"""Books of many products: a ledger beside its documents, batches that add up, vouchers that close the year."""

# ruff: noqa: E501 - rows stand as products write them

SETTINGS = """
[[entities]]
id = "BK-DE"
name = "Aster Werke"
currency = "EUR"
books = [{system = "sap", instance = "default", company_code = "8100"}]

[[entities]]
id = "BK-AT"
name = "Aster Wien"
currency = "EUR"
books = [{system = "datev", instance = "7001-7"}]

[[entities]]
id = "BK-CN"
name = "Aster Shanghai"
currency = "CNY"
books = [{system = "kingdee", instance = "books-cn"}, {system = "yonyou", instance = "books-cn"}]

[[entities]]
id = "BK-US"
name = "Aster US"
currency = "USD"
books = [
    {system = "oracle", instance = "books-us", company_code = "300"},
    {system = "quickbooks", instance = "books-us"},
    {system = "quickbooks_desktop", instance = "books-us"},
]

[[instances]]
system = "oracle"
instance = "books-us"
account_segment = 2
cost_center_segment = 1
"""

FOLDERS = {
    "books/sap": "sap:default",
    "books/oracle": "oracle:books-us",
    "books/kingdee": "kingdee:books-cn",
    "books/yonyou": "yonyou:books-cn",
    "books/quickbooks": "quickbooks:books-us",
    "books/desktop": "quickbooks_desktop:books-us",
}

ACDOCA = "RLDNR,RBUKRS,GJAHR,POPER,BELNR,DOCLN,RACCT,HSL,RHCUR,BUDAT,RCNTR,PS_POSID,KUNNR\n"
BKPF = "MANDT,BUKRS,BELNR,GJAHR,BLART,BUDAT,MONAT,HWAER,BSTAT\n"
BSEG = "MANDT,BUKRS,BELNR,GJAHR,BUZEI,KOART,SHKZG,DMBTR,HKONT,KOSTL\n"
FBL3N = (
    "Company Code,Document Number,Fiscal Year,Posting Period,G/L Account,Posting Date,Amount in local currency,Local Currency,"
    "Cost Center\n"
)
BATCH_HEAD = '"EXTF";700;21;"Buchungsstapel";9;{at};;"";"";"";7001;7;20260101;4;20260101;20260131;"{name}"\n'
BATCH = (
    "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basisumsatz;WKZ Basisumsatz;Konto;"
    "Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;KOST1 - Kostenstelle\n"
)
JE_LINES = (
    "JE_HEADER_ID|JE_LINE_NUM|LEDGER_ID|CODE_COMBINATION_ID|PERIOD_NAME|EFFECTIVE_DATE|STATUS|CURRENCY_CODE|ENTERED_DR|ENTERED_CR|"
    "ACCOUNTED_DR|ACCOUNTED_CR|JE_CATEGORY|SEGMENT1|SEGMENT2\n"
)
IIF = (
    "!TRNS\tTRNSID\tTRNSTYPE\tDATE\tACCNT\tNAME\tCLASS\tAMOUNT\tDOCNUM\n!SPL\tSPLID\tTRNSTYPE\tDATE\tACCNT\tNAME\tCLASS\tAMOUNT\tDOCNUM\n"
    "!ENDTRNS\n"
)


def imported(**cells: str) -> str:
    """One line of a journal import by the positions of its cells."""
    told = {"c1": "NEW", "c2": "300", "c6": "USD", "c8": "A", "c95": "END"} | cells
    return ",".join(told.get(f"c{place}", "") for place in range(1, 96)) + "\n"


def batch(name: str, at: str, *lines: str) -> bytes:
    """A posting batch of January."""
    return (BATCH_HEAD.format(name=name, at=at) + BATCH + "".join(f"{line}\n" for line in lines)).encode("cp1252")


FILES: dict[str, str | bytes] = {
    # 5 January in the universal journal (two ledgers), the same document in the line item list, in BKPF and in BSEG.
    "books/sap/acdoca.csv": ACDOCA
    + "0L,8100,2026,1,0100000001,000001,0000400000,-100.00,EUR,20260105,0000004711,P-1,0000001001\n"
    "0L,8100,2026,1,0100000001,000002,0000113100,100.00,EUR,20260105,,,\n"
    "2L,8100,2026,1,0100000001,000001,0000400000,-999.00,EUR,20260105,,,\n"
    "0L,8100,2026,0,0000000001,000001,0000113100,50.00,EUR,20260101,,,\n",
    # A file of another ledger alone must not push the leading one aside.
    "books/sap/acdoca_2l.csv": ACDOCA + "2L,8100,2026,1,0100000001,000002,0000113100,999.00,EUR,20260105,,,\n",
    "books/sap/fbl3n.csv": FBL3N
    + "8100,100000001,2026,1,400000,2026-01-05,-100.00,EUR,4711\n8100,100000001,2026,1,113100,2026-01-05,100.00,EUR,\n"
    "8100,100000002,2026,2,400000,2026-02-03,-10.00,EUR,4711\n8100,100000002,2026,2,113100,2026-02-03,10.00,EUR,\n",
    "books/sap/bkpf.csv": BKPF
    + "100,8100,0100000001,2026,SA,20260105,01,EUR,\n100,8100,0100000003,2026,SA,20260310,03,EUR,\n"
    "100,8100,0100000004,2026,SA,20260311,03,EUR,V\n",
    "books/sap/bseg.csv": BSEG
    + "100,8100,0100000001,2026,001,S,H,100.00,0000400000,\n100,8100,0100000003,2026,001,S,H,7.00,0000400000,0000004711\n"
    "100,8100,0100000003,2026,002,S,S,7.00,0000113100,\n100,8100,0100000004,2026,001,S,S,1.00,0000113100,\n",
    "books/sap/ska1.csv": (
        "MANDT,KTOPL,SAKNR,XBILK,GVTYP\n100,INT,0000113100,X,\n100,INT,0000400000,,X\n200,INT,0000400000,,X\n"
    ),
    "books/sap/faglflext.csv": "RBUKRS,RLDNR,RYEAR,RACCT,RRCTY,HSLVT,HSL01,HSL02\n8100,0L,2026,0000400000,0,0,-100,-12\n",
    # Two batches of January add up.
    "books/datev/one.csv": batch("Bank", "20260201080000000", "100,00;S;;;;;1200;8400;40;0501;R1;200"),
    "books/datev/two.csv": batch(
        "Kasse",
        "20260203080000000",
        "42,00;H;;;;;1000;4940;9;0601;R2;",
        "10,00;S;USD;1,25;8,00;EUR;1200;8400;;0701;R3;",
    ),
    "books/datev/labels.csv": (
        '"EXTF";700;20;"Kontenbeschriftungen";2;20260201080000000;;"";"";"";7001;7;20260101;4\n'
        "Konto;Kontenbeschriftung;Sprach-ID\n8400;Umsatzerlöse;de-DE\n"
    ).encode("cp1252"),
    "books/kingdee/vouchers.csv": (
        "日期,凭证字,凭证号,分录序号,摘要,科目编码,科目名称,部门,项目,借方金额,贷方金额,过账\n"
        "2026-01-31,记,1,1,销售,1002,银行存款,,,500.00,,是\n,,,2,销售,6001,主营业务收入,Field Service,X1,,500.00,是\n"
        "2026-01-31,记,2,1,红字,6602,管理费用,物流部,,-20.00,,是\n,,,2,红字,1002,银行存款,,,,-20.00,是\n"
        "2026-01-31,记,3,1,结转,6001,主营业务收入,,,500.00,,是\n,,,2,结转,4103,本年利润,,,,500.00,是\n"
        ",,,,本期合计,,,,,980.00,980.00,\n,,,,本年累计,,,,,980.00,980.00,\n"
        "2026-02-05,记,3,1,草稿,6602,管理费用,,,9.00,,否\n2026-02-06,记,3,1,工资,6602.01,工资,Production,,30.00,,是\n,,,2,工资,2211,应付,,,,30.00,是\n"
    ),
    "books/kingdee/chart.csv": (
        "科目编码,科目名称,科目类别,余额方向,辅助核算,状态\n1002,银行存款,资产,借,,启用\n6602,管理费用,损益,借,部门,启用\n"
        "1221,其他应收款,资产,借,,启用\n"
    ),
    "books/kingdee/balances.csv": (
        "科目余额表\n会计期间：2026年1期,,,币别：人民币\n科目编码,科目名称,期初余额,,本期发生额,,期末余额,\n,,借方,贷方,借方,贷方,借方,贷方\n"
        "1002,银行存款,1.00,,500.00,-20.00,521.00,\n4103,本年利润,,,,500.00,,500.00\n6001,主营业务收入,,,500.00,500.00,,\n6602,管理费用,,,-20.00,,-20.00,\n"
        "合计,,1.00,,980.00,980.00,501.00,500.00\n"
    ),
    # Covers January again, by names: only 20 March is its own.
    "books/kingdee/journal.csv": (
        "科目名称,日期,凭证字,凭证号,对方科目,摘要,借方金额,贷方金额\n"
        "银行存款,2026-01-31,记,1,主营业务收入,销售,500.00,\n银行存款,2026-03-20,收,7,主营业务收入,收款,10.50,\n"
        "主营业务收入,2026-03-20,收,7,银行存款,收款,,10.50\n"
    ),
    "books/yonyou/vouchers.csv": (
        "凭证类别,期间,凭证号,制单日期,制单人,分录号,摘要,科目编码,科目名称,部门,客户,借方金额,贷方金额\n"
        "记,1,1,2026-01-08,王五,1,收款,1002,银行存款,,,3,\n记,1,1,2026-01-08,王五,2,收款,6051,其他业务收入,Field Service,C9,,3\n"
    ),
    "books/oracle/lines.txt": JE_LINES
    + "1|1|300|500|JAN-26|31-JAN-26|P|EUR|80||100||Spreadsheet|01|4000\n1|2|300|501|JAN-26|31-JAN-26|P|EUR||80||100|Spreadsheet|01|1000\n"
    "2|1|300|500|JAN-26|31-JAN-26|U|USD|5||5||Spreadsheet|01|4000\n"
    "3|1|300|500|JAN-26|31-JAN-26|P|USD||100||100|Income Statement Close|01|4000\n",
    "books/oracle/GlInterface.csv": imported(
        c3="2026/01/31", c5="Accrual", c9="01", c10="4000", c39="80", c43="B1", c46="J1", c67="9"
    )
    + imported(c3="2026/02/28", c5="Accrual", c9="01", c10="4000", c39="6", c43="B1", c46="J2", c67="9")
    + imported(c3="2026/02/28", c5="Accrual", c8="B", c9="01", c10="4000", c39="77", c43="B1", c46="J3", c67="9"),
    "books/oracle/GlInterface_next.csv": imported(
        c3="2026/02/28", c5="Accrual", c9="01", c10="1000", c40="6", c43="B2", c46="J2", c67="9"
    ),
    "books/oracle/balances.csv": (
        "BalanceLedgerId,BalanceCodeCombinationId,BalanceCurrencyCode,BalancePeriodName,BalanceActualFlag,BalancePeriodNetDr,"
        "BalancePeriodNetCr\n300,500,USD,Jan-26,A,100.00,100.00\n300,500,EUR,Jan-26,A,80.00,0\n"
    ),
    "books/quickbooks/account.csv": (
        "id,fully_qualified_name,name,account_type,account_sub_type,_fivetran_deleted,_fivetran_synced\n"
        "1,Wages,Wages,Expense,PayrollExpenses,false,2026-02-01 00:00:00\n"
        "2,Cash,Cash,Bank,Checking,false,2026-02-01 00:00:00\n"
        "3,Sales,Sales,Income,SalesOfProductIncome,false,2026-02-01 00:00:00\n"
    ),
    "books/quickbooks/journal_entry.csv": (
        "id,transaction_date,doc_number,adjustment,currency_id,exchange_rate,total_amount,home_total_amount,_fivetran_deleted\n"
        "9,01/15/2026,J9,false,USD,1,60,60,false\n"
        "10,02/16/2026,J10,false,USD,1,15,15,false\n"
    ),
    "books/quickbooks/journal_entry_line.csv": (
        "journal_entry_id,index,account_id,posting_type,amount,description\n9,0,1,Debit,60,pay\n9,1,2,Credit,60,pay\n"
        "10,0,1,Debit,15,pay\n10,1,2,Credit,15,pay\n"
    ),
    # J10 was 12.00 when the ledger was exported; Cash and Sales show on which side the file writes credits.
    "books/quickbooks/general_ledger.csv": (
        'Books US,,,,,,,,,\nGeneral Ledger,,,,,,,,,\n"January 1 - February 28, 2026",,,,,,,,,\n\n'
        ",Transaction date,Transaction type,Num,Name,Class,Description,Split,Amount,Balance\n"
        "Cash,,,,,,,,,\n,Beginning Balance,,,,,,,,500.00\n"
        ",01/15/2026,Journal Entry,J9,,,pay,Wages,-60.00,440.00\n,01/20/2026,Deposit,D1,,,sale,Sales,100.00,540.00\n"
        ",02/16/2026,Journal Entry,J10,,,pay,Wages,-12.00,528.00\nTotal for Cash,,,,,,,,$28.00,\n"
        "Sales,,,,,,,,,\n,01/20/2026,Deposit,D1,,East,sale,Cash,-100.00,-100.00\nTotal for Sales,,,,,,,,-$100.00,\n"
        "Wages,,,,,,,,,\n,01/15/2026,Journal Entry,J9,,,pay,Cash,60.00,60.00\n"
        ",02/16/2026,Journal Entry,J10,,,pay,Cash,12.00,72.00\nTotal for Wages,,,,,,,,$72.00,\n"
        '\n\n\n"Accrual Basis Monday, March 2, 2026 10:45 AM GMT-05:00",,,,,,,,,\n'
    ),
    "books/quickbooks/trial_balance_december.csv": (
        'Books US\nTrial Balance\n"As of December 31, 2025"\n\nFull name,Debit,Credit\nCash,500.00,\n'
        "Opening Balance Equity,,500.00\nTOTAL,500.00,500.00\n"
    ),
    "books/quickbooks/trial_balance_january.csv": (
        'Books US\nTrial Balance\n"As of January 31, 2026"\n\nFull name,Debit,Credit\nCash,540.00,\n'
        "Opening Balance Equity,,500.00\nSales,,100.00\nWages,60.00,\nTOTAL,600.00,600.00\n"
    ),
    # Printed after J10 was changed to 15.00.
    "books/quickbooks/trial_balance_february.csv": (
        'Books US\nTrial Balance\n"As of February 28, 2026"\n\nFull name,Debit,Credit\nCash,525.00,\n'
        "Opening Balance Equity,,500.00\nSales,,100.00\nWages,75.00,\nTOTAL,600.00,600.00\n"
    ),
    "books/desktop/accounts.iif": "!ACCNT\tNAME\tREFNUM\tACCNTTYPE\nACCNT\tSales\t1\tINC\nACCNT\tChecking\t2\tBANK\n",
    "books/desktop/transactions.iif": IIF
    + "TRNS\t\tINVOICE\t1/16/2026\tChecking\t\t\t25.00\t101\nSPL\t\tINVOICE\t1/16/2026\tSales\t\tEast\t-25.00\t101\nENDTRNS\n",
}
