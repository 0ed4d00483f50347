"""The mixed company's risks, controls, scanners, web figures and market, from registers, templates and exports."""

_VMDR = """\
"Asset Vuln Datalist Report","02 Mar 2026 10:00AM GMT+0000","1"
"Aster Works","1 Test Street","Test City","None","12345","DE"
"Mei Lin","mlin","VMDR"
"QID","Title","Severity","Type Detected","Last Detected","First Detected","Protocol","Port","Status","Asset Id",\
"Asset Name","Asset IPV4","Ignored","CVSSv3.1 Base (nvd)"
"9000","Old library","5","Confirmed","Mar 01, 2026 07:00 AM","Jan 13, 2026 03:14 PM","'-","0","ACTIVE","501","TEST20",\
"192.0.2.20","No","9.9"
"9002","Weak cipher","4","Confirmed","Mar 01, 2026 07:00 AM","Feb 01, 2026 07:00 AM","TCP","443","NEW","501","TEST20",\
"192.0.2.20","Yes","7.0"
"""
_NESSUS = (
    "Plugin ID,CVE,CVSS v2.0 Base Score,CVSS v3.0 Base Score,Risk,Host,Protocol,Port,Name,Synopsis,Description,"
    "Solution,See Also,Plugin Output\n"
)

FILES = {
    # Registers: ids from January on, an earlier form by names, the template for one risk more.
    "risk/register/by_name_2026-01-15.csv": (
        "Risk,Risk Category,Likelihood,Impact,Control Effectiveness,Risk Owner\n"
        "Supplier fails,Market,4,4,,Mei Lin\n"
        "Key engineer leaves,人员,很高,3.0,strong,Mei Lin\n"
    ),
    "risk/register/risks_2026-01-31.csv": (
        "Risk ID,Risk Title,Risk Category,Likelihood,Impact,Date Identified,Status,Risk Owner\n"
        "R-1,Supplier fails,Market,4,High,2026-01-05,Open,Mei Lin\n"
        "R-2,Server room floods,IT,2 - Unlikely,Major,,In Progress,\n"
        "R-3,Patent claim,合规,perhaps,5,,Offen,\n"
    ),
    "risk/register/risks_2026-02-28.csv": (
        "Risk ID,Risk Title,Risk Category,Likelihood,Impact,Date Identified,Status,Risk Owner\n"
        "R-1,Supplier fails,Market,3,High,2026-01-05,Open,Mei Lin\n"
        "R-2,Server room floods,IT,2 - Unlikely,Major,,Closed,\n"
        "R-3,Patent claim,Weather,30%,5,,Parked,\n"
    ),
    "risk/risk.csv": (
        "opsmart template: risk\n"
        "Risk ID,Title,Category,Org unit ID,Status,Identified on,Closed on,Owner role,Cadence (days)\n"
        "T-1,Prices fall,market,SALES,open,2025-12-01,,Head of Sales,90\n"
    ),
    "risk/risk_assessment.csv": (
        "opsmart template: risk_assessment\n"
        "Risk ID,As of,Kind,Likelihood,Impact,Annual frequency,Loss P5,Loss P50,Loss P95,Currency\n"
        "T-1,2026-01-10,residual,2,5,0.5,100,200,400,eur\n"
        "R-1,2026-01-10,inherent,5,5,,,,,USD\n"
        "R-1,2026-02-28,residual,1,1,2,10,20,40,USD\n"
    ),
    "risk/risk_appetite.csv": (
        "opsmart template: risk_appetite\n"
        "Category,Metric,Threshold,Currency,Valid from,Valid to\nmarket,score,9,,2026-01-01,\n"
    ),
    # Controls, actions, indicators
    "risk/control.csv": (
        "opsmart template: control\n"
        "Control ID,Name,Category,Control type,Is key,Process,Org unit ID,Owner role,Valid from,Valid to\n"
        "C9,Second supplier,market,preventive,yes,Purchasing,OPS,Head of Purchasing,2026-01-01,\n"
    ),
    "risk/risk_control.csv": ("opsmart template: risk_control\nRisk ID,Control ID\nR-1,C9\nT-1,C9\n"),
    "risk/control_tests.csv": (
        "tester,test_id,control_id,test_date,result,issues_found\n"
        "Mei Lin,CT1,C9,2026-02-03,Fail,2\nMei Lin,CT2,C9,2026-03-03,有效,none\nMei Lin,CT3,C9,2026-03-20,Blue,\n"
    ),
    "risk/risk_action.csv": (
        "opsmart template: risk_action\n"
        "Action ID,Risk ID,Title,Treatment,Org unit ID,Owner role,Opened on,Original due date,Due date,Status,Done on,"
        "Cost,Currency\n"
        "A1,R-1,Sign a second supplier,reduce,OPS,Buyer,2026-01-10,2026-02-01,2026-03-01,open,,1200.5,usd\n"
        "A2,T-1,Hedge prices,transfer,SALES,,2026-01-10,2026-02-15,,done,2026-02-10,,\n"
        "A3,R-99,Unknown,accept,OPS,,2026-01-10,2026-02-15,,open,,,\n"
    ),
    "risk/kri.csv": (
        "opsmart template: kri\n"
        "KRI ID,Name,Risk ID,KPI ID,Category,Org unit ID,Owner role,Direction,Amber,Red,Band low,Band high,Unit,"
        "Is leading,Freshness (days),Valid from,Valid to\n"
        "K1,Late deliveries,R-1,,market,OPS,,above,5,10,,,%,yes,40,,\n"
        "K2,Cash days,T-1,,financial,SALES,,below,30,20,,,days,no,10,,\n"
        "K3,Room climate,,,technical,OPS,,band,,,18,24,C,no,5,,\n"
    ),
    "risk/kri_observation.csv": (
        "opsmart template: kri_observation\n"
        "KRI ID,Day,Value\n"
        "K1,2026-01-31,4.9\nK1,2026-02-28,10\nK1,2026-03-31,12\nK2,2026-03-01,30\nK2,2026-03-10,20\nK3,2026-03-01,24\n"
        "K3,2026-03-02,24.5\nK9,2026-03-02,1\n"
    ),
    "risk/compliance_2026-01-31.csv": (
        "Category,Area,ch,Standard Reference,Status,Notes,Due Date\n"
        "Access,Doors,7.2,X-1 A.7.2,Partial,Mei Lin knows,2026-02-15\n"
        ",Backups,8.1,X-1 A.8.1,Perhaps,,\n"
    ),
    "risk/compliance_2026-02-28.csv": (
        "Category,Area,ch,Standard Reference,Status,Notes,Due Date\n"
        "Access,Doors,7.2,X-1 A.7.2,合规,,2026-03-15\n"
        ",Backups,8.1,X-1 A.8.1,Non-Compliant,,\n"
    ),
    "risk/legal_matter.csv": (
        "opsmart template: legal_matter\n"
        "Matter ID,As of,Matter type,Org unit ID,Status,Probability,Exposure,Provision,Currency,Opened on\n"
        "M1,2026-01-31,claim,SALES,open,possible,1000,,EUR,2025-11-01\n"
        "M1,2026-02-28,claim,SALES,settled,probable,400.25,400.25,EUR,2025-11-01\n"
    ),
    "risk/asset_lifecycle.csv": (
        "opsmart template: asset_lifecycle\n"
        "Asset ID,Name,Asset type,Service ID,Org unit ID,In service on,Retired on,Support ends on,Patch due on\n"
        "AS1,Database 9,software,S1,OPS,2020-01-01,,2026-03-31,2026-02-28\n"
        "AS2,Press,hardware,,OPS,2020-01-01,,,\n"
    ),
    "risk/service.csv": (
        "opsmart template: service\n"
        "Service ID,Name,Org unit ID,Owner role,Agreed minutes a day,Calendar,Valid from,Valid to\n"
        "S1,Web shop,SALES,Head of IT,1440,,,2026-02-28\nS1,Web shop,SALES,Head of IT,1200,,2026-03-01,\n"
    ),
    "risk/emergency_plan.csv": (
        "opsmart template: emergency_plan\n"
        "Plan ID,Name,Category,Site,Org unit ID,Owner role,RTO (minutes),RPO (minutes),Needs annual drill,Valid from,"
        "Valid to\n"
        "P1,Flood,technical,,OPS,Head of IT,60,15,yes,,\n"
    ),
    "risk/drill.csv": (
        "opsmart template: drill\n"
        "Drill ID,Plan ID,Drill type,Planned on,Held on,Recovery (minutes),Findings\n"
        "D1,P1,full,2026-02-01,2026-02-02,60,1\nD2,P1,full,2026-03-01,2026-03-01,61,0\n"
        "D3,P1,paper,2026-04-01,,,\n"
    ),
    "risk/competitor_event.csv": (
        "opsmart template: competitor_event\n"
        "Event ID,Observed on,Competitor,Event type,Title,Region,Impact\n"
        "E1,2026-02-03,Nova Gears,price,Prices cut by a tenth,DE,4\n"
    ),
    "risk/goal_version.csv": (
        "opsmart template: goal_version\n"
        "Goal ID,Version,Changed on,Reason,Baseline,Target,Start date,End date,Approved by (role)\n"
        "G1,1,2026-01-01,initial,100,110,2026-01-01,2026-03-31,Board\n"
        "G1,2,2026-02-15,market,100,106,2026-01-01,2026-03-31,Board\n"
    ),
    # Scanners: one asset seen by three, one by two exports of Qualys.
    "risk/scans/nessus_2026-02-01.csv": (
        _NESSUS + '"100","CVE-2026-0001","7.0","9.1","Critical","192.0.2.10","tcp","443","Old server","","","","",""\n'
        '"200","","","","High","192.0.2.10","tcp","80","Old page","","","","",""\n'
        '"300","","","","None","192.0.2.10","tcp","0","Scan information","","","","",""\n'
    ),
    "risk/scans/nessus_2026-03-01.csv": (
        _NESSUS + '"100","CVE-2026-0001","7.0","9.1","Critical","192.0.2.10","tcp","443","Old server","","","","",""\n'
        '"300","","","","None","192.0.2.10","tcp","0","Scan information","","","","",""\n'
    ),
    "risk/scans/openvas.csv": (
        "IP,Hostname,Port,Port Protocol,CVSS,Severity,QoD,Solution Type,NVT Name,Summary,Specific Result,NVT OID,CVEs,"
        "Task ID,Task Name,Timestamp,Result ID\n"
        '192.0.2.10,srv.example.com,443,tcp,9.8,High,80,VendorFix,Old server,,,1.3.6.1,"CVE-2026-0001,CVE-2026-0002",'
        "t1,weekly,2026-02-15T08:00:00Z,r1\n"
        "192.0.2.10,srv.example.com,,,0.0,Log,80,,Host details,,,1.3.6.2,,t1,weekly,2026-02-15T08:00:00Z,r2\n"
    ),
    "risk/scans/tenable.csv": (
        "Plugin ID,CVE,CVSS,Risk,Host,IP Address,Protocol,Port,Vulnerability State,Name,CVSS3 Base Score,First Found,"
        "Last Found,Last Fixed,Modification\n"
        "100,CVE-2026-0001,7.0,High,srv.example.com,192.0.2.10,TCP,443,Fixed,Old server,9.1,2026-01-20T06:00:00Z,"
        "2026-02-20T06:00:00Z,2026-03-10T06:00:00Z,NONE\n"
        "400,CVE-2026-0003,10.0,Critical,srv.example.com,192.0.2.10,TCP,22,Active,Old shell,9.8,2026-02-20T06:00:00Z,"
        "2026-03-10T06:00:00Z,null,ACCEPTED\n"
    ),
    "risk/scans/qualys_report.csv": (
        '"IP","DNS","QID","Title","Vuln Status","Type","Severity","Port","Protocol","First Detected","Last Detected",'
        '"Date Last Fixed","CVE ID","CVSS3 Base"\n'
        '"192.0.2.20","","9000","Old library","Active","Vuln","5","","","01/13/2026 15:14:00","02/20/2026 07:00:00","",'
        '"CVE-2026-0004","9.8 (AV:N)"\n'
        '"192.0.2.20","","9001","Open share","Active","Practice","3","445","tcp","02/01/2026 07:00:00",'
        '"02/20/2026 07:00:00","","",""\n'
    ),
    "risk/scans/qualys_vmdr.csv": _VMDR,
    # Web: charts by day, channels of one of these days, events of another.
    "risk/web/by_day.csv": (
        "# ----------------------------------------\n# Reports snapshot\n# Account: Aster Group\n"
        "# Property: Aster Shop\n#\n# All Users\n# Start date: 20260227\n# End date: 20260302\n"
        "Nth day,Active users,Key events\n0000,12,1.5\n0001,9,0\n0002,99,9\n0003,98,9\n\n"
        "# Start date: 20260227\n# End date: 20260302\nNth day,Sessions,Engagement rate\n0000,20,0.75\n0001,10,0.5\n"
        "0002,99,1\n0003,98,1\n"
    ),
    "risk/web/traffic.csv": (
        "# ----------------------------------------\n# Traffic acquisition\n# Account: Aster Group\n"
        "# Property: Aster Shop\n# ----------------------------------------\n#\n# All Users\n"
        "# Start date: 20260301\n# End date: 20260301\n\n"
        "Session primary channel group (Default Channel Group),Sessions,Engaged sessions,Active users,Key events,"
        "Session key event rate\n"
        "Direct,20,11,15,2,0.1\nOrganic Search,16,8,12,0,0\n"
    ),
    "risk/web/events.csv": (
        "_fivetran_id,date,name,timestamp,bundle_sequence_id,platform,stream_id,is_intraday,user_pseudo_id,"
        "param_ga_session_id,param_session_engaged\n"
        "e1,2026-03-02,session_start,2026-03-02 08:00:00,1,web,1,false,v1,s1,0\n"
        "e2,2026-03-02,purchase,2026-03-02 08:05:00,2,web,1,false,v1,s1,1\n"
        "e2,2026-03-02,purchase,2026-03-02 08:05:00,2,web,1,false,v1,s1,1\n"
        "e3,2026-03-02,purchase,2026-03-02 08:09:00,3,web,1,false,v1,s1,1\n"
        "e4,2026-03-02,first_visit,2026-03-02 09:00:00,4,web,1,false,v2,s1,0\n"
        "e5,2026-03-02,page_view,2026-03-02 07:00:00,5,web,1,true,v3,s9,1\n"
    ),
    "risk/market/index.csv": (
        "Index name,Date,Index value,Base,Region\nMachinery,2026-01-01,104.5,2015 = 100,DE\n"
        "Machinery,2026-02-01,105.25,2015 = 100,DE\n"
    ),
    "risk/market/multiTimeline.csv": (
        "Category: All categories\n\nWeek,gear pump: (Germany)\n2026-02-01,100\n2026-02-08,<1\n"
    ),
    "risk/market/geoMap.csv": (
        "Category: All categories\n\nRegion,gear pump: (2/1/26 - 2/28/26)\nBavaria,74%\nBerlin,<1%\n"
    ),
}
