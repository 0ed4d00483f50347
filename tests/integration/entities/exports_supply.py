"""Purchasing, stock, production, quality and deliveries: two SAP plants and an Odoo warehouse, all of it invented."""

FOLDERS = {"supply/sap": "sap:works", "supply/odoo": "odoo:works", "supply/quickbooks": "quickbooks:works"}
FILES = {
    "supply/sap/mara_2026-03-01.csv": (
        "MANDT,MATNR,ERSDA,MTART,MATKL,MEINS,XCHPF,LVORM\n"
        "100,SU-GEAR,20200131,FERT,001,PC,X,\n"
        "100,000000000000770042,20200131,ROH,002,KG,,X\n"
    ),
    "supply/sap/makt_2026-03-01.csv": (
        "MANDT,MATNR,SPRAS,MAKTX\n"
        "100,SU-GEAR,D,Zahnrad\n"
        "100,SU-GEAR,E,Gear\n"
        "100,SU-GEAR,1,齿轮\n"
        "100,000000000000770042,D,Stahl\n"
    ),
    "supply/sap/lfa1_2026-03-01.csv": (
        "MANDT,LIFNR,LAND1,NAME1,KTOKK,SPERM,ERDAT\n100,0000770100,ES,Aceros del Sur,KRED,X,20190102\n"
    ),
    # MB52 tells of plant SU10 twice, MARD of the same stock and of plant SU20, MCHB of SU10 later and of SU30 alone.
    "supply/sap/mb52_2026-02-28.csv": (
        "Material,Plant,Storage Location,Batch,Special Stock,Special stock number,Base Unit of Measure,Currency,"
        "Unrestricted,"
        "In Quality Insp.,Blocked,Value Unrestricted,Value in QualInsp.\n"
        "SU-GEAR,SU10,0001,B7,,,PC,EUR,10,2,0,100.00,20.00\n"
        "770042,SU10,0001,,,,KG,EUR,5,0,0,15.00,0\n"
        "770042,SU10,0001,,K,0000770100,KG,EUR,7,0,0,0,0\n"
    ),
    "supply/sap/mb52_2026-03-30.csv": (
        "Material,Plant,Storage Location,Batch,Special Stock,Special stock number,Base Unit of Measure,Currency,"
        "Unrestricted,"
        "In Quality Insp.,Blocked,Value Unrestricted,Value in QualInsp.\n"
        "SU-GEAR,SU10,0001,B7,,,PC,EUR,8,0,1,80.00,0\n"
        "770042,SU10,0001,,,,KG,EUR,0,0,0,0,0\n"
        "770042,SU10,0001,,K,0000770100,KG,EUR,7,0,0,0,0\n"
    ),
    "supply/sap/mard_2026-02-28.csv": (
        "MATNR,WERKS,LGORT,LABST,UMLME,INSME,SPEME\n"
        "SU-GEAR,SU10,0001,10.000,0.000,2.000,0.000\n"
        "000000000000770042,SU10,0001,5.000,0.000,0.000,0.000\n"
        "000000000000770042,SU20,0001,3.000,1.000,0.000,0.000\n"
    ),
    "supply/sap/mchb_2026-03-15.csv": (
        "MATNR,WERKS,LGORT,CHARG,CLABS,CINSM\nSU-GEAR,SU10,0001,B7,9.000,0.000\nSU-GEAR,SU30,0001,B9,4.000,0.000\n"
    ),
    # MATDOC covers March 2 to 4; of the list only the line of March 5 counts.
    "supply/sap/matdoc_2026-03-06.csv": (
        "MBLNR,MJAHR,ZEILE,BWART,SHKZG,MATNR,WERKS,LGORT,MENGE,MEINS,DMBTR,WAERS,BUDAT,EBELN,EBELP,AUFNR,LIFNR\n"
        "5000770001,2026,0001,101,S,000000000000770042,SU10,0001,60.000,KG,75.00,EUR,20260302,4577000001,00010,,"
        "0000770100\n"
        "5000770002,2026,0001,101,S,SU-GEAR,SU10,0001,5.000,PC,50.00,EUR,20260303,,,000077001042,\n"
        "4900770001,2026,0001,261,H,000000000000770042,SU10,0001,3.000,KG,3.75,EUR,20260304,,,000077001042,\n"
    ),
    "supply/sap/mb51_2026-03-06.csv": (
        "Material Document,Material Doc.Item,Plant,Storage Location,Movement Type,Material,Material Description,"
        "Posting Date,"
        "Qty in unit of entry,Unit of Entry,Amt.in Loc.Cur.\n"
        "4900770001,1,SU10,0001,261,770042,Steel,2026-03-04,-3.000,KG,-3.75\n"
        "4900770002,1,SU10,0001,Z77,SU-BOLT,Bolt,2026-03-05,-2.500,PC,-5.00\n"
    ),
    "supply/sap/ekko_2026-03-25.csv": (
        "EBELN,BUKRS,BSTYP,BSART,LIFNR,EKORG,BEDAT,WAERS,LOEKZ\n4577000001,SU01,F,NB,0000770100,1000,20260220,EUR,\n"
    ),
    "supply/sap/ekpo_2026-03-25.csv": (
        "EBELN,EBELP,LOEKZ,TXZ01,MATNR,WERKS,MENGE,MEINS,NETPR,PEINH,NETWR,KNTTP,ELIKZ,EREKZ,WEPOS,REPOS\n"
        "4577000001,00010,,Steel,000000000000770042,SU10,100.000,KG,12.50,10,125.00,,,,X,X\n"
        "4577000001,00020,,Audit,,SU10,1.000,AU,1000.00,1,1000.00,K,,,,X\n"
        "4577000001,00030,L,Steel,000000000000770042,SU10,7.000,KG,12.50,10,8.75,,,,X,X\n"
    ),
    "supply/sap/eket_2026-02-21.csv": (
        "EBELN,EBELP,ETENR,EINDT,SLFDT,MENGE,WEMNG\n4577000001,00010,0001,20260311,20260310,100.000,0.000\n"
    ),
    "supply/sap/eket_2026-03-25.csv": (
        "EBELN,EBELP,ETENR,EINDT,SLFDT,MENGE,WEMNG\n4577000001,00010,0001,20260320,20260310,100.000,70.000\n"
    ),
    "supply/sap/ekbe_2026-03-25.csv": (
        "EBELN,EBELP,ZEKKN,VGABE,GJAHR,BELNR,BUZEI,BEWTP,BWART,BUDAT,SHKZG,MENGE,DMBTR,WRBTR,WAERS\n"
        "4577000001,00010,00,1,2026,5000770001,0001,E,101,20260302,S,60.000,75.00,75.00,EUR\n"
        "4577000001,00010,00,1,2026,5000770003,0001,E,101,20260312,S,20.000,25.00,25.00,EUR\n"
        "4577000001,00010,00,1,2026,5000770004,0001,E,102,20260313,H,10.000,12.50,12.50,EUR\n"
        "4577000001,00010,00,2,2026,5100770001,0001,Q,,20260320,S,50.000,62.50,62.50,EUR\n"
    ),
    "supply/sap/me2n_2026-03-26.csv": (
        "Purchasing Document,Item,Supplier/Supplying Plant,Short Text,Material,Plant,Document Date,"
        "Order Quantity,Order Unit,"
        "Net Price,Price unit,Currency,Net Order Value,Still to be delivered (qty),Still to be delivered (value),"
        "Still to be invoiced (qty),Delivery date\n"
        "4577000001,10,770100  Aceros del Sur,Steel,770042,SU10,2026-02-20,100,KG,12.50,10,EUR,125.00,30,37.50,"
        "50,2026-03-20\n"
        "4577000002,20,770200  Gear Works,Bolt,SU-BOLT,SU99,2026-03-01,50,PC,2.00,1,EUR,100.00,20,40.00,50,"
        "2026-03-28\n"
    ),
    "supply/sap/cooispi_2026-03-26.csv": (
        "Plant,Order,Order Type,Material Number,Basic start date,Basic finish date,Actual start date,"
        "Actual finish date,"
        "Material description,System Status,Order quantity (GMEIN),Delivered quantity (GMEIN),"
        "Confirmed scrap (GMEIN),"
        "Unit of measure (=GMEIN)\n"
        "SU10,000077001042,PP01,SU-GEAR,2026-03-01,2026-03-05,2026-03-02,2026-03-06,Gear,REL  PCNF CNF  PRC,10,"
        "9,1,PC\n"
        "SU10,000077001043,PP01,SU-GEAR,2026-03-10,2026-03-12,,,Gear,XYZ,4,0,0,PC\n"
    ),
    "supply/sap/qa33_2026-03-26.csv": (
        "Inspection Lot,Plant,Material,Batch,Inspection Type,Insp. Lot Origin,Lot created on,Inspection Lot Quantity,"
        "Base Unit of Measure,Sample size,Defective Quantity,To unrestricted use,To scrap,UD Code,"
        "Valuation of usage decision,"
        "UD Date,Vendor\n"
        "010077000042,SU10,SU-GEAR,B7,04,04,2026-03-06,9,PC,5,1,8,1,Q1,A,2026-03-07,0000770100\n"
        "010077000043,SU10,SU-GEAR,B7,09,09,2026-03-08,8,PC,,,,,,,,\n"
        "010077000044,SU10,SU-GEAR,B7,04,04,2026-03-09,2,PC,2,,,,Q7,,2026-03-10,0000770200\n"
    ),
    "supply/odoo/stock.move.csv": (
        "Date Scheduled,Deadline,Reference,Product,Source Location,Destination Location,Demand,Quantity,UoM,"
        "Source Document,Status\n"
        "2026-03-02 08:00:00,,SUWH/IN/00001,[G-1] Gear,Partners/Vendors,SUWH/Stock,24.00,24.00,Units,P77077,Done\n"
        "2026-03-03 08:00:00,,SUWH/INT/00001,[G-1] Gear,SUWH/Stock,SUWH/Stock/Shelf 1,6.00,6.00,Units,,Done\n"
        "2026-03-04 17:30:00,2026-03-03 12:00:00,SUWH/OUT/00001,[G-1] Gear,SUWH/Stock,Partners/Customers,5.00,"
        "3.00,Units,S77021,Done\n"
        "2026-03-28 08:00:00,2026-03-27 12:00:00,SUWH/OUT/00002,[G-1] Gear,SUWH/Stock,Partners/Customers,2.00,"
        "0.00,Units,S77021,"
        "Waiting\n"
        "2026-03-05 08:00:00,,SUWH/MO/00001,Shaft,SUWH/Stock,Virtual Locations/My Company: Production,1.00,1.00,"
        "Units,,Done\n"
        "2026-03-06 08:00:00,,SUWH/OUT/00003,Shaft,SUWH/Stock,Partners/Customers,1.00,1.00,Units,S77022,Lost\n"
    ),
    "supply/odoo/stock.quant_2026-03-30.csv": (
        "Location,Product,Lot/Serial Number,On Hand Quantity,Reserved Quantity,UoM,Value\n"
        "SUWH/Stock/Shelf 1,[G-1] Gear,L-7,12.00,2.00,Units,30.00\n"
        "Partners/Customers,[G-1] Gear,L-7,3.00,0.00,Units,0.00\n"
    ),
    "supply/odoo/purchase.order.csv": (
        "Order Reference,Vendor,Buyer,Order Deadline,Confirmation Date,Expected Arrival,Effective Date,Currency,"
        "Status\n"
        "P77077,Gear Works,Jo Sample,2026-02-25 10:00:00,2026-02-26 10:00:00,2026-03-05 12:00:00,"
        "2026-03-02 08:00:00,EUR,"
        "Purchase Order\n"
    ),
    "supply/odoo/purchase.order.lines.csv": (
        "Order Reference,Vendor,Order Deadline,Deliver To,Status,Order Lines/Product,Order Lines/Quantity,"
        "Order Lines/Received Qty,"
        "Order Lines/Billed Qty,Order Lines/Unit Price,Order Lines/Subtotal\n"
        "P77077,Gear Works,2026-02-25 10:00:00,SUWH: Receipts,Purchase Order,[G-1] Gear,4.00,1.00,2.00,10.00,40.00\n"
        ",,,,,Shaft,1.00,0.00,0.00,5.00,\n"
        "P77078,Gear Works,2026-02-25 10:00:00,,Strange,Shaft,1.00,0.00,0.00,5.00,5.00\n"
    ),
    "supply/odoo/mrp.production.csv": (
        "Reference,Start,End,Deadline,Product,Component Status,Quantity To Produce,Quantity Produced,State\n"
        "SUWH/MO/00001,2026-03-02 08:00:00,2026-03-04 16:00:00,2026-03-03 16:00:00,[G-1] Gear,Available,10.00,"
        "9.00,Done\n"
        "SUWH/MO/00002,2026-03-20 08:00:00,2026-03-21 16:00:00,,[G-1] Gear,Available,5.00,0.00,Confirmed\n"
    ),
    "supply/odoo/quality.check.csv": (
        "Reference,Product,Lot/Serial,Control Point,Status,Measure,Production Order,Date\n"
        "QC77001,[G-1] Gear,L-7,QCP77,Passed,10.02,SUWH/MO/00001,2026-03-04 10:00:00\n"
        "QC77002,[G-1] Gear,L-7,QCP77,Failed,10.40,SUWH/MO/00001,2026-03-04 11:00:00\n"
        "QC77003,[G-1] Gear,L-8,QCP77,To do,,,\n"
    ),
    "supply/quickbooks/purchase_order_line.csv": (
        "purchase_order_id,index,amount,description,item_expense_item_id,item_expense_quantity,"
        "item_expense_unit_price,"
        "account_expense_account_id\n"
        "7701,0,20.00,Paper,77,4,5.00,\n"
        "7701,1,15.50,Postage,,,,6100\n"
    ),
    "supply/delivery_2026-03-29.csv": (
        "opsmart template: delivery\n"
        "Delivery ID,Delivery line,Source system,Source instance,Sales order,Sales order line,Customer ID,"
        "Product ID,Plant,Carrier,"
        "Ordered quantity,Delivered quantity,Unit,Requested on,Promised on,Shipped on,Delivered on,Undamaged,"
        "Documents correct,"
        "Status\n"
        "SU-D1,1,SAP,works,0000077001,000010,0000770300,000000000000770042,SU10,Fast Freight,5,5,KG,2026-03-09,"
        "2026-03-10,2026-03-08,"
        "2026-03-10,yes,no,delivered\n"
        "SU-D2,1,,,SO-7,1,C-7,SU-OWN,SU99,,4,0,PC,2026-03-20,2026-03-22,,,,,planned\n"
    ),
    "supply/inspection_2026-03-29.csv": (
        "opsmart template: inspection\n"
        "Inspection ID,Source system,Source instance,Inspected on,Product ID,Plant,Step,Lot quantity,"
        "Inspected quantity,"
        "Passed quantity,Defects,Opportunities per unit,Unit,Reinspection,Characteristic,Measured value,"
        "Lower limit,Upper limit,"
        "Measure unit,Result\n"
        "SU-I1,sap,works,2026-03-06,SU-GEAR,SU10,Milling,100,20,19,2,5,PC,no,Width,10.01,9.9,10.1,mm,accepted\n"
    ),
}
