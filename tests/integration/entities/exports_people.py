"""Staff of the mixed company: four HR systems, their histories and absences, three attendance machines, timesheets.

All people are invented. Every instance has its own folder below `people/`, mapped in FOLDERS.
"""

import io
import json

import xlsxwriter

Cell = str | int | float | None


def workbook(*rows: list[Cell]) -> bytes:
    """A sheet as the attendance systems write it: titles above, the header in one or two rows."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    sheet = book.add_worksheet("统计")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, place, cell)
    book.close()
    return memory.getvalue()


def table(*lines: str) -> str:
    return "\n".join(lines) + "\n"


# BambooHR of the American company. Ada moves from Production to Field Service between two reports. Bo and Bea share
# an address.
BAMBOO_HEAD = (
    "Employee #,First Name,Last Name,Job Title,Department,Location,Employment Status,Status,Hire Date,"
    "Termination Date,Termination Reason,FTE,Work Email,Reports To"
)
BAMBOO = {
    "people/us/Employees 2026-01-31.csv": table(
        BAMBOO_HEAD,
        "00107,Ada,Sample,Fitter,Production,Lyon,Full-Time,Active,2024-05-01,,,1,ada@example.com,Cay Sample",
        "00108,Bo,Trial,Clerk,Production,Lyon,Full-Time,Active,2025-02-01,,,1,shop@example.com,Cay Sample",
        "00109,Bea,Trial,Clerk,Moonbase,Lyon,Contractor,Active,2025-03-01,,,0.5,SHOP@example.com ,Cay Sample",
    ),
    "people/us/Employees 2026-02-28.csv": table(
        BAMBOO_HEAD,
        "00107,Ada,Sample,Planner,Field Service,Lyon,Full-Time,Active,2024-05-01,,,1,ada@example.com,Cay Sample",
        "00108,Bo,Trial,Clerk,Production,Lyon,Full-Time,Inactive,2025-02-01,2026-02-20,Resignation,1,shop@example.com,",
        "00109,Bea,Trial,Clerk,Moonbase,Lyon,Contractor,Active,2025-03-01,,,0.5,shop@example.com,Cay Sample",
    ),
    "people/us/Job information 2026-02-28.csv": table(
        "Employee #,Date,Location,Division,Department,Job Title,Reports To",
        "00107,2024-05-01,Lyon,Works,Production,Fitter,Cay Sample",
        "00107,2026-02-10,Lyon,Service,Field Service,Planner,Cay Sample",
    ),
    # A later file of the same dataset that tells of statuses, not of jobs.
    "people/us/Employment status 2026-03-01.csv": table(
        "Employee #,Effective Date,Employment Status,Termination Reason",
        "00108,2026-02-20,Terminated,Resignation",
    ),
    "people/us/Time off 2026-03-01.csv": table(
        "Request ID,Status,Employee #,Name,From,To,Time Off Type,Amount,Unit,Requested",
        "R1,Approved,00107,Ada Sample,2026-01-05,2026-01-06,Vacation,2,days,2025-12-01",
        "R2,Denied,00108,Bo Trial,2026-02-02,2026-02-02,Sick,4,hours,2026-02-02",
        "R3,Requested,00107,Ada Sample,2026-03-09,2026-03-10,Garden Day,2,days,2026-03-01",
    ),
    # The same request again, cancelled since.
    "people/us/Time off 2026-03-15.csv": table(
        "Request ID,Status,Employee #,Name,From,To,Time Off Type,Amount,Unit,Requested",
        "R3,Canceled,00107,Ada Sample,2026-03-09,2026-03-10,Garden Day,2,days,2026-03-01",
    ),
}
# Personio of the German company; Ada's absence stands there too. Udo is inactive and his last day is in the file.
PERSONIO = {
    "people/de/Mitarbeiter 2026-02-28.csv": table(
        "Nachname;Vorname;Personalnummer;E-Mail;Status;Beschäftigungsart;Position;Abteilung;Büro;Tochtergesellschaft;"
        "Kostenstelle;Einstellungsdatum;Austrittsdatum;Kündigungsart;Wochenarbeitszeit;FTE",
        "Muster;Änne;0012;aenne@example.com;Aktiv;Intern;Monteurin;Production;Ulm;Aster GmbH;4711;01.02.2020;;;37,5;1",
        "Beispiel;Udo;0013;udo@example.com;Inaktiv;Extern;Verkäufer;Field Service;Ulm;Aster GmbH;4712;15.08.2018;"
        "31.12.2025;Kündigung durch Mitarbeiter;40;1",
        "Ohne;Tag;0014;tag@example.com;Inaktiv;Intern;Bote;Production;Ulm;Aster GmbH;4711;15.08.2018;;;40;1",
    ),
    "people/de/Abwesenheiten 2026-03-20.csv": table(
        "E-Mail des Mitarbeiters;Abwesenheitsart;Beginn;Ende;Halber Tag Beginn;Anzahl Tage;Status;Kommentar",
        "aenne@example.com;Krankheit;05.01.2026;07.01.2026;;;Genehmigt;Grippe",
        "aenne@example.com;Urlaub;05.03.2026;10.03.2026;ja;;Genehmigt;",
        "ada@example.com;Urlaub;06.01.2026;07.01.2026;;2;Genehmigt;",
        "shop@example.com;Urlaub;02.02.2026;02.02.2026;;1;Ausstehend;",
    ),
}
SUCCESSFACTORS = {
    "people/sf/users 2026-02-28.csv": table(
        "STATUS,USERID,USERNAME,FIRSTNAME,LASTNAME,EMAIL,MANAGER,DEPARTMENT,JOBCODE,TITLE,HIREDATE,EMPID",
        "Status,User ID,Username,First Name,Last Name,Email,Manager,Department,Job Code,Title,Hire Date,Employee ID",
        "active,dsample,dsample,Dee,Sample,dee@example.com,esample,Production (50001),TECH,Technician,03/15/2021,71",
        "active,esample,esample,Eve,Sample,eve@example.com,,Production,LEAD,Lead,03/15/2019,72",
    ),
}
# Workday: worker w1 (201) is told by the connector, the report and the service; 202 by the report and the service;
# w3 (203) was hired again.
WORKER_HEAD = (
    "id,_fivetran_active,_fivetran_start,_fivetran_end,_fivetran_deleted,active,user_id,hire_date,original_hire_date,"
    "termination_date,primary_termination_category,primary_termination_reason,termination_involuntary,terminated,"
    "rehire,hire_rescinded,worker_code"
)
WORKDAY = {
    "people/wd/worker_history 2026-03-01.csv": table(
        WORKER_HEAD,
        "w1,true,2000-01-01,9999-12-31 23:59:59,no,true,fay,2023-04-01,,,,,,false,false,false,201",
        "w3,false,2000-01-01,2025-06-30 23:59:59,false,false,gus,2022-01-10,2022-01-10,2024-12-31,"
        "Terminate_Employee_Voluntary,Terminate_Employee_Voluntary_Career,false,true,false,false,203",
        "w3,true,2025-07-01,9999-12-31 23:59:59,no,true,gus,2025-07-01,2022-01-10,,,,,false,true,false,203",
    ),
    "people/wd/worker_position_history 2026-03-01.csv": table(
        "position_id,worker_id,_fivetran_active,_fivetran_start,_fivetran_end,_fivetran_deleted,business_title,"
        "effective_date,end_date,full_time_equivalent_percentage,is_primary_job,management_level_code,"
        "scheduled_weekly_hours,exclude_from_head_count",
        "p1,w1,false,2000-01-01,2025-12-31 23:59:59,false,Buyer,2023-04-01,,100,true,8_Individual,40,no",
        "p1,w1,true,2026-01-01,9999-12-31 23:59:59,no,Senior Buyer,2023-04-01,,80,true,8_Individual,32,no",
        "p2,w1,true,2000-01-01,9999-12-31 23:59:59,no,Head of Buying,2025-10-01,,80,true,6_Manager,32,no",
        "p3,w1,true,2000-01-01,9999-12-31 23:59:59,no,Fire Warden,2025-11-01,,5,false,8_Individual,2,no",
        "p1,w3,true,2000-01-01,9999-12-31 23:59:59,no,Buyer,2022-01-10,2024-12-31,100,true,8_Individual,40,no",
        "p1,w3,true,2025-07-01,9999-12-31 23:59:59,no,Buyer,2025-07-01,,100,true,8_Individual,40,no",
    ),
    "people/wd/position 2026-03-01.csv": table(
        "id,_fivetran_deleted,position_code,supervisory_organization_id,worker_for_filled_position_id,job_posting_title,"
        "effective_date,closed,hiring_freeze,critical_job",
        "p1,false,P-1,SUP_PROD,w3,Buyer,2020-01-01,false,false,false",
        "p2,false,P-2,SUP_FIELD,w1,Head of Buying,2020-01-01,false,false,true",
        "p3,false,P-3,SUP_NEW,,Fire Warden,2020-01-01,false,true,false",
        "p4,false,P-4,SUP_FIELD,,Fitter,2020-01-01,false,false,true",
        "p5,true,P-5,SUP_FIELD,,Ghost,2020-01-01,false,false,true",
    ),
    "people/wd/organization 2026-03-01.csv": table(
        "id,_fivetran_deleted,name,organization_code,staffing_model,sub_type,superior_organization_id,type",
        "o1,false,Production,SUP_PROD,Position Management,Group,o9,SUPERVISORY",
        "o2,false,Field Service,SUP_FIELD,Position Management,Group,o9,SUPERVISORY",
    ),
    "people/wd/worker_leave_status 2026-03-01.csv": table(
        "leave_request_event_id,worker_id,_fivetran_deleted,description,estimated_leave_end_date,leave_end_date,"
        "leave_of_absence_type,leave_start_date,leave_status_code,on_leave,work_related",
        "l1,w1,no,For Fay Sample,2026-02-10,2026-02-06,Regulatory_GBR_Maternity_Leave,2026-02-02,E-1,no,no",
        "l2,w3,false,Absence Request: Gus Sample,,,Medical,2026-03-02,E-2,true,true",
        "l3,w9,true,Absence Request: Nobody,,,Medical,2026-03-02,E-2,true,false",
    ),
    "people/wd/workers 2026-02-28.csv": table(
        "Worker,Supervisory Organization,Hire Date,Employee ID,Termination Date,Worker Status,Worker Type,FTE,"
        "Email - Primary Work,Manager ID,Company,Cost Center,Management Level,Business Title",
        "Fay Sample,Report Label,04/01/2023,201,,Active,Employee,1,fay@example.com,,Aster plc,CC1,8,Buyer",
        "Hal Sample,Field Service,11/13/2019,202,,Active,Contingent,0.5,hal@example.com,201,Aster plc,CC2,8,Guard",
        "Ida Sample,Field Service,11/13/2019,204,,Terminated,Employee,1,ida@example.com,201,Aster plc,CC2,8,Guard",
    ),
    "people/wd/workers 2026-03-01.json": json.dumps(
        {
            "Report_Entry": [
                {
                    "Employee_ID": number,
                    "Worker": name,
                    "Hire_Date": "2019-11-14",
                    "Worker_Status": "Active",
                    "FTE": "1",
                }
                for number, name in (("201", "Fay Sample"), ("202", "Hal Sample"))
            ]
        }
    ),
}
SAP = {
    "people/sap/PA0000 2026-03-01.csv": table(
        "MANDT,PERNR,BEGDA,ENDDA,SEQNR,SPRPS,MASSN,MASSG,STAT2,AEDTM,UNAME",
        "800,00000107,20240501,20251231,000,,01,,3,20240501,KSAMPLE",
        "800,00000107,20260101,20260131,000,,Z7,01,1,20260101,KSAMPLE",
        "800,00000107,20260201,20260220,000,,Z8,,3,20260201,KSAMPLE",
        "800,00000107,20260221,99991231,000,,10,03,0,20260221,KSAMPLE",
        "800,00000555,20250101,99991231,000,X,01,,3,20250101,KSAMPLE",
        "800,00000556,20250101,99991231,000,,02,,,20250101,KSAMPLE",
    ),
    "people/sap/PA0001 2026-03-01.csv": table(
        "MANDT,PERNR,BEGDA,ENDDA,SEQNR,SPRPS,BUKRS,KOSTL,ORGEH,PLANS,STELL,ENAME,SNAME",
        "800,00000556,20240101,20251231,000,,2000,K1,50001,60001,70001,Kim Sample,SAMPLE KIM",
        "800,00000556,20260101,99991231,000,,2000,K1,50002,60002,70002,Kim Sample,SAMPLE KIM",
        "800,00000107,20200101,99991231,000,,2000,K1,50001,60003,70001,Ada Sample,SAMPLE ADA",
    ),
}
# DingTalk knows Ada by her number; Bo by name and department; two accounts are called 李样, and so is one employee.
DING_HEAD: list[Cell] = [
    "姓名", "考勤组", "部门", "工号", "UserId", "日期", "工作时长(分钟)", "迟到时长(分钟)", "早退时长(分钟)",
    "旷工天数", "加班总时长",
]  # fmt: skip
ATTENDANCE = {
    "people/ding/days.xlsx": workbook(
        ["每日统计 统计日期:2026-02-02 至 2026-02-03"],
        ["报表生成时间:2026-02-04 09:00"],
        DING_HEAD,
        ["Ada S.", "办公", "Production", "107", "U7", "26-02-02 星期一", 470, 5, 0, 0, 1.5],
        ["Ada S.", "办公", "Production", "107", "U7", "26-02-03 星期二", 0, 0, 0, 1, 0],
        ["Trial Bo", "办公", "Works", None, "u8", "26-02-02 星期一", 480, 0, 0, 0, 0],
        ["Muster Änne", "办公", "Production", None, "u9", "26-02-02 星期一", 480, 0, 0, 0, 0],
        ["MUSTER ÄNNE", "办公", "Production", None, "u10", "26-02-02 星期一", 481, 0, 0, 0, 0],
        ["Nobody", "办公", "Lunar Base", None, "u11", "26-02-02 星期一", 482, 0, 0, 0, 0],
    ),
    "people/ding/months.xlsx": workbook(
        ["月度汇总 统计日期:2026-02-01 至 2026-02-28"],
        ["姓名", "考勤组", "部门", "工号", "UserId", "出勤天数", "工作时长(分钟)", "旷工天数", "加班总时长"],
        ["Ada S.", "办公", "Production", "107", "U7", 19, 8930, 1, 10],
        ["Eve Sample", "办公", "Production", "72", "u12", 20, 9600, 0, 2],
    ),
    "people/feishu/days.xlsx": workbook(
        ["姓名", "工号", "部门", "日期", "班次", "打卡", None, "出勤统计", None, None, None, None, None],
        [
            *[None] * 5, "上班打卡时间", "上班打卡结果", "应出勤天数", "应出勤时长(小时)", "实际出勤时长(小时)",
            "迟到时长(小时)", "旷工天数", "加班总时长(小时)",
        ],
        ["Fay", "201", "Buying", "2026-02-02", "行政班", "08:55", "正常", 1, 8, 8.5, 0.25, 0, 1],
        ["Fay", "201", "Buying", "2026-02-03", "行政班", "-", "缺卡", 1, 8, 4, 0, 0.5, 0],
    ),
    "people/feishu/months.xlsx": workbook(
        ["开始日期", "结束日期", "姓名", "工号", "部门", "应出勤天数", "应出勤时长(小时)", "实际出勤时长(小时)",
         "旷工天数"],
        ["2026-02-01", "2026-02-28", "Fay", "201", "Buying", 20, 160, 150, 0],
        ["2026-02-01", "2026-02-28", "Hal", "202", "Buying", 20, 160, 152, 1],
    ),
    "people/wecom/days.xlsx": workbook(
        ["打卡日报 2026-02-02"],
        ["时间", "姓名", "账号", "基础信息", None, "考勤概况", None, None, "异常统计", None, "加班统计"],
        [None, None, None, "部门", "职务", "标准工作时长(小时)", "实际工作时长(小时)", "班次", "迟到时长(分钟)",
         "旷工时长(分钟)", "加班时长(小时)"],
        ["2026/02/02 星期一", "Dee Sample", "DeeS", "Production (50001)", "技术员", 8, 7.5, "A", 30, 0, 0],
        ["2026/02/02 星期一", "Gus Sample", "GusS", "Production", "采购", 8, 8, "A", 0, 0, 2],
    ),
    "people/wecom/months.xlsx": workbook(
        ["统计时间:2026-03-01 至 2026-03-31"],
        ["姓名", "账号", "部门", "应打卡天数(天)", "标准工作时长(小时)", "实际工作时长(小时)", "加班时长(小时)"],
        ["Dee Sample", "dees", "Production (50001)", 22, 176, 170.5, 4],
    ),
}  # fmt: skip
TEMPLATES = {
    "people/templates/timesheet.csv": table(
        "opsmart template: timesheet",
        "Employee number,Work date,Project,Activity,Hours,Billable,Overtime,Team",
        "00107,2026-03-02,MARS,design,6.5,yes,no,",
        "00107,2026-03-02,MARS,travel,1.5,no,yes,",
        "99999,2026-03-02,,internal,8,,,",
    ),
    "people/templates/identity_override.csv": table(
        "opsmart template: identity_override",
        "System,Instance,Key kind,Key,Employee number,HR system",
        "dingtalk,ding,user_name,U8,00108,bamboohr",
        "personio,,email,Shop@example.com,,",
        "wecom,wecom,user_name,guss,203,workday",
    ),
}
FILES: dict[str, str | bytes] = {
    **BAMBOO, **PERSONIO, **SUCCESSFACTORS, **WORKDAY, **SAP, **ATTENDANCE, **TEMPLATES,
}  # fmt: skip
FOLDERS = {
    "people/us": "bamboohr:us",
    "people/de": "personio:de",
    "people/sf": "successfactors:sf",
    "people/wd": "workday:wd",
    "people/sap": "sap:hr",
    "people/ding": "dingtalk:ding",
    "people/feishu": "feishu:feishu",
    "people/wecom": "wecom:wecom",
}
