"""Trackers, service desk and work templates of the mixed company: the same things told by several exports.

Jira and the service desk lie in Berlin (UTC+1 before 29 March 2026), Asana and Trello follow the company's clock (UTC).
"""

import json

SETTINGS = """
[[instances]]
system = "jira"
instance = "field.example.com"
time_zone = "Europe/Berlin"

[[instances]]
system = "asana"
instance = "lab"

[[instances]]
system = "trello"
instance = "boards"

[[instances]]
system = "servicenow"
instance = "desk"
time_zone = "Europe/Berlin"
"""

# Jira: FLD-1 in all three exports (the JSON has its history), FLD-2 in table and CSV (the table's history), FLD-3
# deleted in the table but still in the CSV, FLD-4 and FLD-5 in the CSV only.
JIRA_JSON = {
    "issues": [
        {
            "id": "2001",
            "key": "FLD-1",
            "self": "https://field.example.com/rest/api/2/issue/2001",
            "fields": {
                "issuetype": {"name": "Bug"},
                "status": {"name": "Done", "statusCategory": {"name": "Done"}},
                "project": {"key": "FLD", "name": "Field work"},
                "created": "2026-03-01T08:00:00.000+0000",
                "resolutiondate": "2026-03-06T12:00:00.000+0000",
                "duedate": "2026-03-10",
            },
            "changelog": {
                "histories": [
                    {
                        "created": "2026-03-06T12:00:00.000+0000",
                        "items": [
                            {"field": "assignee", "fromString": "Mei Lin", "toString": "Ola Test"},
                            {"field": "status", "fromString": "To Do", "toString": "Done"},
                        ],
                    }
                ]
            },
        }
    ]
}
JIRA_ISSUES = """\
id,_fivetran_deleted,_fivetran_synced,_original_estimate,_remaining_estimate,_time_spent,created,due_date,issue_type,\
key,\
original_estimate,priority,project,remaining_estimate,resolved,status,status_category_changed,summary,time_spent,updated
2001,FALSE,2026-03-31 01:00:00,,,,2026-03-01 08:00:00,2026-03-11,1,FLD-1,,3,5,,,11,2026-03-06 12:00:00,Told twice,,
2002,FALSE,2026-03-31 01:00:00,,,,2026-03-02 08:00:00,2026-03-27,1,FLD-2,28800,3,5,7200,,12,2026-03-04 09:00:00,Grind,\
21600,
2003,TRUE,2026-03-31 01:00:00,,,,2026-03-02 08:00:00,,1,FLD-3,,3,5,,,11,2026-03-02 08:00:00,Gone,,
"""
JIRA_CSV = """\
Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name,Created,Resolved,Due date,Status Category,\
Status Category Changed
Told twice,FLD-1,2001,Bug,To Do,FLD,Field work,01/Mar/26 9:00 AM,,10/Mar/26,To Do,01/Mar/26 9:00 AM
Grind,FLD-2,2002,Story,To Do,FLD,Field work,02/Mar/26 9:00 AM,,20/Mar/26,To Do,02/Mar/26 9:00 AM
Gone,FLD-3,2003,Story,To Do,FLD,Field work,02/Mar/26 9:00 AM,,,To Do,02/Mar/26 9:00 AM
Ask the supplier,FLD-5,2005,Action,Done,FLD,Field work,16/Mar/26 8:00 AM,18/Mar/26 8:00 AM,20/Mar/26,Done,\
18/Mar/26 8:00 AM
Paint,FLD-4,2004,Story,Warten auf Farbe,FLD,Field work,15/Mar/26 11:30 PM,,,,15/Mar/26 11:30 PM
"""
# Beside status and due date: who was assigned, and a field of the company's own that is called like the product's.
JIRA_HISTORY = """\
field_id,issue_id,time,_fivetran_synced,value,is_active,author_id
status,2002,2026-03-02 08:00:00,2026-03-31 01:00:00,11,false,u1
status,2002,2026-03-04 09:00:00,2026-03-31 01:00:00,12,true,u1
due_field,2002,2026-03-02 08:00:00,2026-03-31 01:00:00,2026-03-20,false,u1
due_field,2002,2026-03-09 08:00:00,2026-03-31 01:00:00,2026-03-27,true,u1
assignee,2002,2026-03-03 08:00:00,2026-03-31 01:00:00,Mei Lin,true,u1
customfield_1,2002,2026-03-03 08:00:00,2026-03-31 01:00:00,With Mei Lin,true,u1
"""
JIRA_MANY = """\
_fivetran_id,time,_fivetran_synced,field_id,issue_id,value,author_id,is_active
h1=,2026-03-04 09:00:00,2026-03-31 01:00:00,status,2002,11,u1,true
h2=,2026-03-05 09:00:00,2026-03-31 01:00:00,watchers,2002,Ola Test,u1,true
"""
JIRA_FIELDS = """\
id,_fivetran_synced,is_array,is_custom,name
status,2026-03-31 01:00:00,false,false,Status
due_field,2026-03-31 01:00:00,false,false,Due date
assignee,2026-03-31 01:00:00,false,false,Assignee
customfield_1,2026-03-31 01:00:00,false,true,Status
"""
JIRA_STATUSES = """\
id,_fivetran_synced,description,name,status_category_id
11,2026-03-31 01:00:00,,To Do,2
12,2026-03-31 01:00:00,,Grinding,4
13,2026-03-31 01:00:00,,Accepted,3
"""
JIRA_SPRINTS = """\
id,_fivetran_synced,_fivetran_deleted,board_id,complete_date,end_date,name,start_date
71,2026-03-31 01:00:00,false,5,2026-03-16 08:00:00,2026-03-15 16:00:00,Sprint 1,2026-03-02 08:00:00
72,2026-03-31 01:00:00,false,5,,2026-04-01 16:00:00,Sprint 2,2026-03-17 08:00:00
73,2026-03-31 01:00:00,false,5,,2026-04-15 16:00:00,Sprint 3,2026-04-02 08:00:00
74,2026-03-31 01:00:00,true,5,,,Mistake,
"""

# Asana: 9001 in CSV, JSON and table, with stories; 9002 in CSV (section To do) and table; 9003 deleted in the table;
# 9004 only in the CSV; 9005 a subtask of 9001 that only the table knows.
ASANA_CSV = """\
Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,\
Notes,Projects,Parent task
9001,2026-03-01,,2026-03-02,Calibrate,To do,Mei Lin,mei.lin@example.com,,2026-03-20,,,"Probe lab, Spare",
9002,2026-03-01,,2026-03-02,Check,To do,,,,,,,Probe lab,
9003,2026-03-01,,2026-03-02,Drop,To do,,,,,,,Probe lab,
9004,2026-03-02,2026-03-04,2026-03-04,Order,Shelf,,,,2026-03-05,,,Probe lab,
"""
ASANA_JSON = {
    "data": [
        {
            "gid": "9001",
            "name": "Calibrate",
            "resource_subtype": "default_task",
            "completed": False,
            "created_at": "2026-03-01T07:30:00.000Z",
            "due_on": "2026-03-25",
            "memberships": [{"project": {"gid": "51", "name": "Probe lab"}, "section": {"gid": "61", "name": "Doing"}}],
        }
    ]
}
ASANA_TASKS = """\
id,_fivetran_deleted,assignee_id,completed,completed_at,completed_by_id,created_at,due_on,due_at,modified_at,name,\
parent_id,start_on,notes,workspace_id,_fivetran_synced
9001,false,7,true,2026-03-12T15:00:00Z,,2026-03-01T07:30:00Z,2026-03-25,,2026-03-12T15:00:00Z,Calibrate,,,,1,2026-03-30
9002,false,7,false,,,2026-03-01T07:40:00Z,,2026-03-28T23:00:00Z,2026-03-02T08:00:00Z,Check,,,,1,2026-03-30
9003,true,7,false,,,2026-03-01T07:50:00Z,,,2026-03-02T08:00:00Z,Drop,,,,1,2026-03-30
9005,false,7,false,,,2026-03-03T07:30:00Z,,,2026-03-03T08:00:00Z,Wipe,9001,,,1,2026-03-30
"""
ASANA_STORIES = """\
id,_fivetran_synced,created_at,created_by_id,hearted,num_hearts,source,target_id,text,type
1,2026-03-30,2026-03-05 08:00:00,7,,0,web,9001,"Mei Lin moved this task from ""To do"" to ""Doing"" in Probe lab",system
2,2026-03-30,2026-03-06 08:00:00,7,,0,web,9001,"Mei Lin moved this task from ""Later"" to ""Soon"" in Spare",system
3,2026-03-30,2026-03-07 08:00:00,7,,0,web,9001,Mei Lin assigned to Ola Test,system
4,2026-03-30,2026-03-08 08:00:00,7,,0,web,9001,"Mei Lin moved this task from ""Doing"" to ""Ready"" in Probe lab",\
comment
5,2026-03-30,2026-03-10 08:00:00,7,,0,web,9001,Mei Lin completed this task,system
6,2026-03-30,2026-03-11 08:00:00,7,,0,web,9001,Mei Lin marked this task incomplete,system
"""
ASANA_PROJECTS = """\
id,_fivetran_deleted,_fivetran_synced,archived,color,created_at,current_status,due_date,modified_at,name,notes,\
owner_id,public,team_id,workspace_id
51,FALSE,2026-03-30,FALSE,,2026-02-01 09:00:00,yellow,2026-06-30,2026-03-01 00:00:00,Probe lab,,7007,,8,1
52,FALSE,2026-03-30,TRUE,,2025-02-01 09:00:00,sunny,,2026-03-05 00:00:00,Old line,,7009,,8,1
53,TRUE,2026-03-30,FALSE,,2025-02-01 09:00:00,,,2026-03-05 00:00:00,Removed,,7007,,8,1
54,FALSE,2026-03-30,TRUE,,2025-01-01 09:00:00,,,2026-03-20 00:00:00,Probe lab,,7009,,8,1
"""
ASANA_SECTIONS = """\
id,_fivetran_synced,created_at,name,project_id
61,2026-03-30 01:00:00,2026-02-01 09:00:00,Doing,51
62,2026-03-30 01:00:00,2026-02-01 09:00:00,To do,51
63,2026-03-30 01:00:00,2026-02-01 09:00:00,To do,53
"""

# Trello: ids begin with the creation time (69a54380 = 2 March 2026 08:00 UTC). The second export no longer reaches
# back to the first move of `paint`.
PAINT, SAND, CLEAN = "69a54380aaaaaaaaaaaaaaa1", "69a54380aaaaaaaaaaaaaaa2", "69a54380aaaaaaaaaaaaaaa3"


def _card(card: str, number: int, list_id: str, **more: object) -> dict[str, object]:
    return {"id": card, "idShort": number, "idBoard": "wb1", "idList": list_id, "name": "x", "closed": False, **more}


def _action(card: str, date: str, **data: object) -> dict[str, object]:
    changed = data.pop("changed", {})
    assert isinstance(changed, dict)
    return {"type": "updateCard", "date": date, "data": {"card": {"id": card, **changed}, **data}}


def _move(card: str, date: str, before: str, after: str) -> dict[str, object]:
    return _action(card, date, listBefore={"name": before}, listAfter={"name": after})


def _board(cards: list[dict[str, object]], actions: list[dict[str, object]]) -> str:
    lists = [
        {"id": "wl1", "name": "Ideas", "closed": False},
        {"id": "wl2", "name": "Bench", "closed": False},
        {"id": "wl3", "name": "Season 2025", "closed": True},
    ]
    return json.dumps({"id": "wb1", "name": "Workshop", "lists": lists, "cards": cards, "actions": actions})


FIRST_BOARD = _board(
    [_card(PAINT, 1, "wl2", due="2026-03-18T12:00:00.000Z"), _card(SAND, 2, "wl1")],
    [
        _move(PAINT, "2026-03-04T09:00:00.000Z", "Ideas", "Bench"),
        _action(
            PAINT,
            "2026-03-05T09:00:00.000Z",
            old={"due": "2026-03-15T12:00:00.000Z"},
            changed={"due": "2026-03-18T12:00:00.000Z"},
        ),
        {
            "type": "commentCard",
            "date": "2026-03-05T10:00:00.000Z",
            "data": {"card": {"id": PAINT}, "text": "Ask Mei Lin"},
        },
    ],
)
SECOND_BOARD = _board(
    [
        _card(
            PAINT, 1, "wl2", due="2026-03-18T12:00:00.000Z", dueComplete=True, dateCompleted="2026-03-17T10:00:00.000Z"
        ),
        _card(SAND, 2, "wl1", closed=True, dateClosed="2026-03-19T10:00:00.000Z"),
        _card(CLEAN, 3, "wl3"),
    ],
    [
        _action(PAINT, "2026-03-17T10:00:00.000Z", old={"dueComplete": False}, changed={"dueComplete": True}),
        _action(SAND, "2026-03-19T10:00:00.000Z", old={"closed": False}, changed={"closed": True}),
    ],
)

# Service desk: INC1 in the tables and in the list, INC2 deleted in the tables but still in the list, INC3 in the table
# and, with its id, in the list (the table task lacks it), INC4 in all its versions in an audit-style list, INC5 in the
# list only.
INCIDENTS = """\
sys_id,_fivetran_deleted,_fivetran_synced,incident_state,severity,category,subcategory,reopen_count,resolved_at,\
problem_id_value,rfc_value,caused_by_value,sys_created_on,sys_updated_on
a1,FALSE,2026-03-31,7,2,network,dns,1,2026-03-03 12:00:00,p1,,c1,2026-03-03 08:00:00,2026-03-04 08:00:00
a2,TRUE,2026-03-31,1,3,network,,0,,,,,2026-03-03 08:00:00,2026-03-03 08:00:00
a3,FALSE,2026-03-31,2,1,software,,0,,,,c9,2026-03-05 08:00:00,2026-03-05 09:00:00
"""
INCIDENT_LIST = """\
Number,Sys ID,Incident state,Severity,Priority,Category,Service,Assignment group,Opened,Resolved,Closed,Updated,\
Updates,Caller
INC1,,New,3 - Low,4 - Low,Network,Mail,Network,2026-03-03 09:00:00,,,2026-03-03 09:00:00,0,Mei Lin
INC2,,New,3 - Low,4 - Low,Network,Mail,Network,2026-03-03 09:00:00,,,2026-03-03 09:00:00,0,Mei Lin
INC3,a3,New,1 - High,1 - Critical,Software,Shop,Network,2026-03-05 09:00:00,,,2026-03-05 09:00:00,0,Mei Lin
INC5,,Wartet auf Mond,hoch,Planung,Moon,Shop,Nobody,2026-03-06 00:30:00,,,2026-03-06 09:00:00,4,Mei Lin
"""
INCIDENT_LOG = """\
number,incident_state,sys_mod_count,opened_at,resolved_at,closed_at,sys_updated_at,priority,assignment_group,caller_id
INC4,Closed,3,2026-03-10 10:00:00,2026-03-10 12:00:00,2026-03-11 12:00:00,2026-03-11 12:00:00,2 - High,Network,Caller 7
INC4,Active,1,2026-03-10 10:00:00,,,2026-03-10 10:20:00,2 - High,Network,Caller 7
INC4,New,0,2026-03-10 10:00:00,,,2026-03-10 10:00:00,2 - High,Network,Caller 7
INC4,Resolved,2,2026-03-10 10:00:00,2026-03-10 12:00:00,,2026-03-10 12:00:00,2 - High,Network,Caller 7
"""
CHANGES = """\
sys_id,_fivetran_deleted,_fivetran_synced,backout_plan,cab_required,chg_model_value,type,category,risk,start_date,\
end_date,on_hold,unauthorized,outside_maintenance_schedule,production_system,close_code,sys_created_on,sys_updated_on
c1,FALSE,2026-03-31,,FALSE,,normal,Network,2,2026-03-02 20:00:00,2026-03-02 22:00:00,FALSE,FALSE,FALSE,TRUE,\
successful_issues,2026-03-01 08:00:00,2026-03-03 08:00:00
"""
CHANGE_LIST = """\
Number,State,Type,Risk,Planned start date,Planned end date,Actual start date,Actual end date,Close code,Unauthorized,\
Assignment group,Service,Opened,Closed
CHG1,New,Normal,High,2026-03-02 21:00:00,2026-03-02 23:00:00,,,,false,Network,Mail,2026-03-01 09:00:00,
CHG2,Closed,Emergency,Very high,2026-03-04 21:00:00,2026-03-04 23:00:00,2026-03-04 21:30:00,2026-03-05 00:10:00,\
Backed out,true,Network,Shop,2026-03-04 20:00:00,2026-03-05 09:00:00
CHG3,Closed,Standard,Low,2026-03-05 21:00:00,2026-03-05 22:00:00,,,,false,Network,Shop,2026-03-05 20:00:00,\
2026-03-06 09:00:00
CHG4,Scheduled,Model X,Low,2026-04-02 21:00:00,2026-04-02 22:00:00,,,,false,Nobody,Shop,2026-03-25 20:00:00,
CHG5,Closed,Normal,Low,2026-03-07 21:00:00,2026-03-07 22:00:00,,,Went sideways,false,Network,Shop,2026-03-07 20:00:00,
"""
PROBLEMS = """\
sys_id,_fivetran_deleted,_fivetran_synced,problem_state,category,known_error,major_problem,related_incidents,\
confirmed_at,\
fix_at,resolved_at,reopen_count,workaround_applied,duplicate_of_value,rfc_value,first_reported_by_task_value,\
sys_created_on,sys_updated_on
p1,FALSE,2026-03-31,104,network,TRUE,FALSE,3,2026-03-04 08:00:00,,,0,TRUE,,c1,a1,2026-03-03 13:00:00,2026-03-05 08:00:00
"""
PROBLEM_LIST = """\
Number,Problem statement,Problem state,Priority,Assignment group,Related Incidents,Known error,Opened
PRB1,Names fail,Assess,2 - High,Network,1,false,2026-03-03 14:00:00
PRB2,Racks overheat,Assess,2 - High,Network,0,false,2026-03-09 14:00:00
"""
TASKS = """\
sys_id,_fivetran_deleted,_fivetran_synced,number,sys_class_name,state,active,priority,short_description,opened_at,\
closed_at,\
due_date,made_sla,work_start,work_end,business_duration,assignment_group_value,parent_value,reassignment_count,\
sys_mod_count,sys_created_on,sys_updated_on
a1,FALSE,2026-03-31,INC1,incident,7,FALSE,1,Names fail,2026-03-03 08:00:00,2026-03-04 08:00:00,,FALSE,\
2026-03-03 08:15:00,,1970-01-01 04:00:00,Network,,2,6,2026-03-03 08:00:00,2026-03-04 08:00:00
a2,TRUE,2026-03-31,INC2,incident,1,TRUE,4,Gone,2026-03-03 08:00:00,,,TRUE,,,,Network,,0,1,2026-03-03 08:00:00,\
2026-03-03 08:00:00
c1,FALSE,2026-03-31,CHG1,change_request,3,FALSE,3,Move names,2026-03-01 08:00:00,2026-03-03 08:00:00,,TRUE,\
2026-03-02 20:05:00,2026-03-02 21:40:00,,Network,,0,4,2026-03-01 08:00:00,2026-03-03 08:00:00
p1,FALSE,2026-03-31,PRB1,problem,104,TRUE,2,Names fail,2026-03-03 13:00:00,,,TRUE,,,,Network,,0,2,2026-03-03 13:00:00,\
2026-03-05 08:00:00
t1,FALSE,2026-03-31,TASK1,sc_task,3,FALSE,4,Cable,2026-03-06 08:00:00,2026-03-07 08:00:00,2026-03-09 08:00:00,TRUE,,,\
1970-01-02 00:00:00,Network,c1,0,2,2026-03-06 08:00:00,2026-03-07 08:00:00
"""
TASK_LIST = """\
Number,Task type,State,Active,Priority,Assignment group,Due date,Made SLA,Opened,Closed
TASK1,Catalog Task,Open,true,4 - Low,Network,2026-03-09 09:00:00,true,2026-03-06 09:00:00,
TASK2,Catalog Task,Work in Progress,true,3 - Moderate,Network,2026-03-12 09:00:00,true,2026-03-08 09:00:00,
"""
TASK_SLAS = """\
sys_id,_fivetran_deleted,_fivetran_synced,task_value,sla_value,stage,active,has_breached,start_time,end_time,\
planned_end_time,original_breach_time,percentage,duration,business_duration,pause_duration,sys_created_on
s1,FALSE,2026-03-31,a1,sla9,completed,FALSE,TRUE,2026-03-03 08:00:00,2026-03-03 12:00:00,2026-03-03 10:30:00,\
2026-03-03 10:00:00,160,1970-01-01 03:30:00,1970-01-01 03:30:00,1970-01-01 00:30:00,2026-03-03 08:00:00
s2,FALSE,2026-03-31,zz,sla9,Moon,TRUE,FALSE,2026-03-03 08:00:00,,2026-03-05 08:00:00,2026-03-05 08:00:00,10,\
1970-01-02 00:00:00,1970-01-01 08:00:00,1970-01-01 00:00:00,2026-03-03 08:00:00
"""

STATUS_MAP = """\
opsmart template: status_map
System,Project key,Status,Category,Is active
asana,Probe lab,To do,todo,no
asana,Probe lab,Doing,in_progress,yes
trello,,Ideas,todo,no
trello,,Bench,in_progress,yes
trello,,archived,cancelled,no
jira,FLD,Accepted,cancelled,no
"""

MEETINGS = """\
opsmart template: meeting
Meeting ID,Series,Planned on,Held on,Planned minutes,Held minutes,Org unit ID,Other org units,Attendees
M1,Weekly,2026-03-02,2026-03-03,60,75,OPS,SALES; OPS;SALES,9
M2,Weekly,2026-03-09,,60,,OPS,,
M3,,2026-04-09,,30,,SALES,OPS,
"""
# FLD-1 is in the tracker as well, where it was done on 6 March; FLD-5 is a work item of type action, in the CSV only.
ACTIONS = """\
opsmart template: meeting_action
Action ID,Meeting ID,Org unit ID,Employee number,Due on,Moved to,Done on,Is cancelled
A1,M1,SALES,100,2026-03-10,2026-03-20,2026-03-18,
FLD-1,M1,OPS,,2026-03-08,,,
A3,M1,OPS,,2026-03-12,,,TRUE
"""
RUNS = """\
opsmart template: process_run
Run ID,Process,Site,Product ID,Org unit ID,Started at,Ended at,Units done,Units defective,Standard minutes,Cost,\
Standard cost,Currency,Procedure ID,Follows procedure
R1,Packing,North,P7,OPS,2026-03-02 08:00:00,2026-03-02 09:30:00,100,4,80,250.50,240,eur,S1,TRUE
R2,Packing,,,OPS,2026-03-03 08:00:00,,0,,,,,,,
"""
PROCEDURES = """\
opsmart template: sop
Procedure ID,Version,Process,Org unit ID,Approved on,Valid to,Review due on
S1,1,Packing,OPS,2024-01-01,,2025-01-01
S1,2,Packing,OPS,2025-02-01,,2026-02-01
S1,3,Packing,OPS,,,
S2,1,Selling,SALES,2025-02-01,2025-12-31,2026-02-01
"""
IDEAS = """\
opsmart template: improvement
Improvement ID,Process,Org unit ID,Employee number,Submitted on,Status,Decided on,Implemented on,Closed on,\
Baseline unit cost,Saving of a year,Currency,Is confirmed
I1,Packing,OPS,100,2026-01-05,implemented,2026-01-10,2026-02-01,,2.5,1200,usd,TRUE
I2,,SALES,,2026-03-05,submitted,,,,,,,
"""
WORKBOOK_INCIDENTS = """\
opsmart template: incident
Incident ID,Severity,Category,Service,Org unit ID,Detected at,Acknowledged at,Resolved at,Closed at,Caused by change ID
INC1,2,Power,Line 1,OPS,2026-03-02 08:00:00,2026-03-02 08:10:00,2026-03-02 09:00:00,,W1
"""
WORKBOOK_CHANGES = """\
opsmart template: change
Change ID,Change type,Risk,Service,Org unit ID,Is production,Planned start,Planned end,Actual start,Actual end,Outcome
W1,standard,3,Line 1,OPS,TRUE,2026-03-01 20:00:00,2026-03-01 21:00:00,2026-03-01 20:00:00,2026-03-01 22:00:00,failed
W2,,,Line 1,OPS,TRUE,2026-04-01 20:00:00,,,,
"""

FILES = {
    "work/jira/issues-2026-03-31.json": json.dumps(JIRA_JSON),
    "work/jira/issue-2026-03-31.csv": JIRA_ISSUES,
    "work/jira/export-2026-03-20.csv": JIRA_CSV,
    "work/jira/issue_field_history-2026-03-31.csv": JIRA_HISTORY,
    "work/jira/issue_multiselect_history-2026-03-31.csv": JIRA_MANY,
    "work/jira/field-2026-03-31.csv": JIRA_FIELDS,
    "work/jira/status-2026-03-31.csv": JIRA_STATUSES,
    "work/jira/sprint-2026-03-31.csv": JIRA_SPRINTS,
    "work/asana/lab-2026-03-02.csv": ASANA_CSV,
    "work/asana/lab-2026-03-06.json": json.dumps(ASANA_JSON),
    "work/asana/task-2026-03-30.csv": ASANA_TASKS,
    "work/asana/story-2026-03-30.csv": ASANA_STORIES,
    "work/asana/project-2026-03-30.csv": ASANA_PROJECTS,
    "work/asana/section-2026-03-30.csv": ASANA_SECTIONS,
    "work/trello/workshop-2026-03-06.json": FIRST_BOARD,
    "work/trello/workshop-2026-03-20.json": SECOND_BOARD,
    "work/status_map.csv": STATUS_MAP,
    "work/meeting.csv": MEETINGS,
    "work/meeting_action.csv": ACTIONS,
    "work/process_run.csv": RUNS,
    "work/sop.csv": PROCEDURES,
    "work/improvement.csv": IDEAS,
    "work/incident.csv": WORKBOOK_INCIDENTS,
    "work/change.csv": WORKBOOK_CHANGES,
    "work/desk/incident-2026-03-31.csv": INCIDENTS,
    "work/desk/incident_list-2026-03-30.csv": INCIDENT_LIST,
    "work/desk/incident_log-2026-03-29.csv": INCIDENT_LOG,
    "work/desk/change_request-2026-03-31.csv": CHANGES,
    "work/desk/change_list-2026-03-30.csv": CHANGE_LIST,
    "work/desk/problem-2026-03-31.csv": PROBLEMS,
    "work/desk/problem_list-2026-03-30.csv": PROBLEM_LIST,
    "work/desk/task-2026-03-31.csv": TASKS,
    "work/desk/task_list-2026-03-30.csv": TASK_LIST,
    "work/desk/task_sla-2026-03-31.csv": TASK_SLAS,
}
