"""Budgets, cost lines, open items and orders: Harbour Supply on QuickBooks, Northpier on SAP; and templates."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

FOLDERS = {
    "commerce/quickbooks": "quickbooks:harbour-supply",
    "commerce/desktop": "quickbooks_desktop:harbour-supply",
    "commerce/sap": "sap:default",
    "commerce/odoo": "odoo:default",
}

SETTINGS = """
[[entities]]
id = "HARBOUR"
name = "Harbour Supply"
currency = "USD"

[[entities.books]]
system = "quickbooks"
instance = "harbour-supply"

[[entities.books]]
system = "quickbooks_desktop"
instance = "harbour-supply"

[[entities]]
id = "NORTHPIER"
name = "Northpier GmbH"
currency = "EUR"
fiscal_start_month = 4
org_unit = "OPS"
books = [{system = "sap", instance = "default", company_code = "7100"}]
"""


def _workbook() -> bytes:
    """A budget of two sheets whose lines stand in the same row."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    for name, cost_centre, account, amounts in (
        ("Plan North", "4711", "6000", (10, 20)),
        ("Plan South", "4999", "6100", (5, 7.5)),
    ):
        sheet = book.add_worksheet(name)
        sheet.write_row(
            0, 0, ["Company", "Cost center", "Account", "Project", "Version", "Jan 2026", "Feb 2026", "Total"]
        )
        sheet.write_row(1, 0, ["northpier gmbh", cost_centre, account, "P-7", "R1", *amounts, sum(amounts)])
    book.close()
    return file.getvalue()


def _iif() -> str:
    amounts = "\t".join(["AMOUNT"] * 12)
    return (
        "!HDR\tPROD\tVER\tREL\tIIFVER\tDATE\tTIME\nHDR\tQuickBooks Pro\tVersion 22\tR16P\t1\t11/23/2025\t17000\n"
        f"!BUD\tACCNT\tPERIOD\t{amounts}\tSTARTDATE\tCLASS\tCUSTOMER\n"
        "BUD\tRent\tMONTH\t500" + "\t" * 11 + "700\t01/01/26\tWharf\t\n"
    )


FILES: dict[str, str | bytes] = {
    # The comparison tells of December 2026, too; the budget of Desktop has that year and ranks higher.
    "commerce/quickbooks/comparison.csv": (
        "Harbour Supply,,,,,,,,\nBudget vs. Actuals: Plan - P&L,,,,,,,,\nDecember 2026 - January 2027,,,,,,,,\n\n"
        ",Dec 2026,,,,Jan 2027,,,\n"
        ",Actual,Budget,over Budget,% of Budget,Actual,Budget,over Budget,% of Budget\n"
        "Income,,,,,,,,\n   Freight,,300.00,,,,330.00,,\nTotal for Income,,300.00,,,,330.00,,\n"
        "Expenses,,,,,,,,\n   Rent,5.00,,,,,25.00,,\nTotal for Expenses,5.00,,,,,25.00,,\n\n"
        '"Friday, Nov 28, 2025 09:20:20 PM GMT-7 - Accrual Basis",,,,,,,,\n'
    ),
    "commerce/desktop/budget.iif": _iif(),
    "commerce/excel/budget.xlsx": _workbook(),
    # Period 1 of a year from April; special periods belong to its last month; actual totals are no budget.
    "commerce/sap/cosp.csv": (
        "GJAHR;OBJNR;WRTTP;VERSN;KSTAR;BUKRS;TWAER;LEDNR;WKG001;WKG012;WKG013\n"
        "2026;KS71000000004711;01;0;0000600000;7100;EUR;00;1.000,50;12,00;3,00\n"
        "2026;OR000000900200;01;000;0000610000;7100;EUR;00;40,00;;\n"
        "2026;KS71000000004711;04;000;0000600000;7100;EUR;00;999,00;;\n"
        "2026;KS71000000004711;01;000;0000600000;7100;USD;30;1.100,00;;\n"
    ),
    "commerce/template/budget.csv": (
        "opsmart template: budget\n"
        "Entity ID,Cost center,Account,Project,Product ID,Quantity,Month,Amount,Currency,Budget version,Approved on\n"
        "NORTHPIER,4711,800000,,M-1,50,2026-04-01,2500.00,EUR,F03,2026-03-01\n"
        "NORTHPIER,4711,800000,,M-1,60,2026-06-01,3000.00,EUR,F03,2026-03-01\n"
        "NORTHPIER,4711,600000,,,,2026-04-01,5.00,EUR,T1,2026-02-20\n"
        "NORTHPIER,4711,610000,,,,2026-04-01,-4.00,EUR,T1,2026-02-20\n"
    ),
    "commerce/template/budget_version.csv": (
        "opsmart template: budget_version\n"
        "Entity ID,Fiscal year,Budget version,Version kind,Approved on,Effective from,Supersedes\n"
        "NORTHPIER,2026,F03,forecast,2026-03-15,,\nNORTHPIER,2026,R1,revision,2026-02-10,,original\n"
        "NORTHPIER,2026,T1,transfer,2026-02-20,,\n"
    ),
    "commerce/sap/ksb1.csv": (
        "Cost Center,Order,Cost Element,Posting Date,Fiscal Year,Period,Document Number,Posting Row,"
        "Value in Obj. Crcy,Object Currency,Company Code,Purchasing Document,Item,Material,Supplier\n"
        "4711,900100,400000,2026-03-31,2025,12,200000001,1,100.00,EUR,7100,,,,\n"
        "4711,,410000,2026-04-01,2025,12,200000002,1,-50.00,EUR,7100,4500000001,10,M-1,100042\n"
    ),
    "commerce/sap/kob1.csv": (
        "Order,Cost Element,Posting Date,Document Number,Posting Row,Value in Obj. Crcy,Object Currency,Company Code\n"
        "900100,400000,2026-03-31,200000001,2,100.00,EUR,7100\n"
        "900200,420000,2026-03-20,200000003,1,70.00,EUR,7100\n"
    ),
    # The first two rows are those of the lists; the last is a plan.
    "commerce/sap/coep.csv": (
        "KOKRS,BELNR,BUZEI,GJAHR,PERIO,OBJNR,KSTAR,WRTTP,VERSN,WKGBTR,WOGBTR,OWAER,BUKRS\n"
        "7100,0200000001,001,2025,012,KS71000000004711,0000400000,04,000,110.00,100.00,EUR,7100\n"
        "7100,0200000003,001,2025,012,OR000000900200,0000420000,04,000,77.00,70.00,EUR,7100\n"
        "7100,0200000009,001,2025,012,KS71000000004712,0000400000,04,000,33.55,30.50,EUR,7100\n"
        "7100,0200000010,001,2025,012,KS71000000004712,0000400000,01,000,99.00,99.00,EUR,7100\n"
    ),
    "commerce/sap/fbl5n_2026-02-28.csv": (
        "Company Code,Customer,Document Number,Fiscal Year,Line item,Document Type,Document Date,Net due date,"
        "Amount in local currency,Local Currency,G/L Account,Posting Date\n"
        "7100,200001,1800000001,2025,1,DR,2026-01-02,2026-02-01,1000.00,EUR,140000,2026-01-02\n"
        "7100,200001,1800000002,2025,1,DG,2026-01-05,2026-02-05,-200.00,EUR,140000,2026-01-05\n"
        "7100,200002,1800000003,2025,1,RV,2026-02-01,2026-03-01,300.00,EUR,140000,2026-02-01\n"
    ),
    "commerce/sap/fbl5n_2026-03-28.csv": (
        "Company Code,Customer,Document Number,Fiscal Year,Line item,Document Type,Document Date,"
        "Arrears after net due date,Amount in local currency,Local Currency,G/L Account,Posting Date,Cost Center\n"
        "7100,200001,1800000001,2025,1,DR,2026-01-02,55,1000.00,EUR,140000,2026-01-02,\n"
        "7100,200001,1800000002,2025,1,DG,2026-01-05,51,-200.00,EUR,140000,2026-01-05,\n"
        "7100,200003,1800000004,2025,1,YQ,2026-03-20,-10,80.00,EUR,140000,2026-03-20,4999\n"
    ),
    "commerce/sap/fbl1n.csv": (
        "Buchungskreis;Kreditor;Belegnummer;Geschäftsjahr;Position;Belegart;Belegdatum;Basisdatum;"
        "Zahlungsbedingung;Betrag in Hauswährung;Hauswährung;Betrag in Belegwährung;Belegwährung;Ausgleichsdatum\n"
        "7100;100042;1900000001;2025;1;KR;02.03.2026;05.03.2026;NT30;1.190,00-;EUR;1.300,00-;USD;\n"
        "7100;100042;1500000001;2025;1;KZ;10.03.2026;10.03.2026;0001;500,00;EUR;500,00;EUR;\n"
        "7100;100043;1900000002;2025;1;RE;01.02.2026;01.02.2026;NT30;90,00-;EUR;90,00-;EUR;20.03.2026\n"
    ),
    "commerce/quickbooks/bill.csv": (
        "id,_fivetran_deleted,_fivetran_synced,balance,created_at,currency_id,department_id,doc_number,due_date,"
        "exchange_rate,home_balance,payable_account_id,private_note,sales_term_id,total_amount,transaction_date,"
        "updated_at,vendor_id\n"
        "145,FALSE,2026-03-30 03:58:57,100.00,2026-02-13 10:00:00,USD,Field Service,A-1,2026-03-15,1,100.00,33,,3,"
        "448.25,2026-02-13,2026-02-20 09:00:00,V9\n"
        "146,FALSE,2026-03-30 03:58:57,0,2026-02-13 10:00:00,USD,,A-2,2026-03-15,1,0,33,,3,60,2026-02-13,"
        "2026-03-10 09:00:00,V9\n"
        "147,TRUE,2026-03-30 03:58:57,5,2026-02-13 10:00:00,USD,,A-3,,1,5,33,,3,5,,2026-03-10 09:00:00,\n"
        "148,FALSE,2026-03-30 03:58:57,,2026-03-01 10:00:00,,,A-4,2026-04-01,1,,33,,3,,2026-03-01,"
        "2026-03-01 10:00:00,V7\n"
    ),
    "commerce/quickbooks/bill_line.csv": (
        "bill_id,index,_fivetran_synced,account_expense_account_id,account_expense_class_id,amount,description\n"
        "145,0,2026-03-30 03:58:57,12,,448.25,Crane hire\n"
        "148,0,2026-03-30 03:58:57,12,,30.00,Rope\n148,1,2026-03-30 03:58:57,12,,12.50,Paint\n"
    ),
    "commerce/sap/va05_2026-02-01.csv": (
        "Sales Document,Item,Document Date,Sold-to party,Material,Order Quantity,Sales Unit,Net value,"
        "Document Currency,Requested Delivery Date,Overall Status,Plant,Reason for Rejection\n"
        "0000012345,000010,2026-01-28,200001,M-1,5,EA,1250.00,EUR,2026-03-15,Open,7100,\n"
        "0000012345,000020,2026-01-28,200001,M-2,1,EA,9.00,EUR,2026-03-15,Open,7100,03\n"
    ),
    "commerce/sap/va05_2026-03-01.csv": (
        "Sales Document,Item,Document Date,Sold-to party,Material,Order Quantity,Sales Unit,Net value,"
        "Document Currency,Requested Delivery Date,Overall Status,Plant,Reason for Rejection\n"
        "12345,10,2026-01-28,200001,M-1,5,EA,1250.00,EUR,2026-03-29,Partially processed,7100,\n"
        "12346,10,2026-02-28,200002,M-1,2,EA,500.00,EUR,2026-04-15,On ice,9900,\n"
    ),
    "commerce/odoo/sale.order.csv": (
        "Order Reference,Customer,Order Date,Delivery Date,Sales Team,Salesperson,Status,Order Lines/Product,"
        "Order Lines/Quantity,Order Lines/Delivery Quantity,Order Lines/Unit Price,Order Lines/Discount (%),"
        "Order Lines/Subtotal\n"
        "S00021,Blue Whale,2026-03-02 09:30:00,2026-03-20 12:00:00,Key Accounts,Jo Sample,Sales Order,[G-1] Gear,"
        "3.00,3.00,10.00,,30.00\n"
        ",,,,,,,Shaft,4.00,1.00,5.00,25,\n"
        "S00022,Tern & Co,2026-03-03 09:30:00,,Walk-in,Jo Sample,Quotation,Shaft,2.00,0.00,5.00,,10.00\n"
    ),
    "commerce/sap/me5a.csv": (
        "Banf;Pos. BANF;Belegart;Löschkennzeichen;Anforderungsdatum;Material;Anforderungsmenge;Bestellte Menge;"
        "Mengeneinheit;Lieferdatum;Werk;Bewertungspreis;Preiseinheit;Währung;Bestellung;Bestellposition\n"
        "0010000001;00010;NB;;15.01.2026;42;2.500,000;1.000,000;ST;01.02.2026;7100;15,00;100;EUR;4500000001;00010\n"
        "0010000001;00020;NB;L;15.01.2026;43;10,000;;ST;01.02.2026;7100;2,00;1;EUR;;\n"
        "0010000002;00010;NB;;20.03.2026;44;3,000;;ST;01.04.2026;8800;7,50;1;EUR;;\n"
    ),
    "commerce/template/customer_contract.csv": (
        "opsmart template: customer_contract\n"
        "Contract ID,Customer ID,Customer system,Customer instance,Org unit ID,Plan,Start date,End date,"
        "Terminated on,Contract value,Currency\n"
        "K-1,200001,sap,,SALES,Gold,2025-01-01,2026-12-31,2026-02-28,24000.00,EUR\n"
        "K-2,001A,salesforce,org-1,,,2026-01-01,,,,USD\n"
    ),
    "commerce/template/credit_line.csv": (
        "opsmart template: credit_line\n"
        "Line ID,As of,Entity ID,Is committed,Limit,Drawn,Currency,Valid from,Valid to\n"
        "RCF,2026-02-28,NORTHPIER,yes,1000000,400000,EUR,2025-01-01,2026-12-31\n"
        "RCF,2026-03-31,NORTHPIER,yes,1000000,1050000,EUR,2025-01-01,2026-12-31\n"
        "OD,2026-03-31,HARBOUR,no,50000,0,USD,,\n"
    ),
    "commerce/template/standard_rate.csv": (
        "opsmart template: standard_rate\n"
        "Entity ID,Version,Account,Cost center,Product ID,Driver,Valid from,Valid to,Rate,Currency,"
        "Fixed amount per month\n"
        "NORTHPIER,original,600000,4711,,machine_hour,2026-01-01,,12.5,EUR,1000\n"
        "NORTHPIER,original,600000,4711,,machine_hour,2026-07-01,2026-12-31,13,EUR,\n"
    ),
}
