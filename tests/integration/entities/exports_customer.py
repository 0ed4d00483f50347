"""The mixed company's customers, deals, tickets and surveys: the same things exported by several datasets and systems.

The clocks of Zendesk and HubSpot are Berlin's (UTC+1 in winter), HubSpot's deals without a currency are in EUR.
"""

SETTINGS = """
[[instances]]
system = "zendesk"
instance = "default"
time_zone = "Europe/Berlin"

[[instances]]
system = "hubspot"
instance = "default"
time_zone = "Europe/Berlin"
currency = "EUR"
"""

FOLDERS = {"customer/quickbooks_desktop": "quickbooks_desktop:crm-us"}
FILES = {
    # Customers.
    "customer/salesforce/Account.csv": (
        "Id,IsDeleted,Name,Type,ParentId,BillingCountry,Industry,OwnerId\n"
        "001A,false,Brook Mills,Customer,,Germany,Textiles,005A\n"
        "001B,false,Brook Dyes,Customer,001A,Germany,Textiles,005A\n"
        "001C,true,Gone Ltd,Customer,,Germany,Textiles,005A\n"
    ),
    "customer/hubspot/company.csv": (
        "id,is_deleted,_fivetran_synced,property_name,property_createdate,property_industry,property_country\n"
        "801,false,2026-03-30 02:00:00,Cedar Foods,2025-01-05 10:00:00,FOOD,France\n"
        "802,true,2026-03-30 02:00:00,Old Cedar,2024-01-05 10:00:00,FOOD,France\n"
    ),
    "customer/hubspot/companies.csv": (
        "Record ID,Company name,Company owner,Create Date,City,Country/Region,Industry,Parent Company ID\n"
        "801,Cedar Foods (view),Cay Sample,2025-01-05 10:00,Lyon,France,Food,\n"
        "803,Cedar Farms,Cay Sample,2025-02-05 10:00,Lyon,France,Food,801\n"
    ),
    "customer/quickbooks_desktop/customers.iif": (
        "!CUST\tNAME\tREFNUM\tCTYPE\tHIDDEN\n"
        "CUST\tAda Sample\t11\tRetail\tN\n"
        "CUST\tAda Sample:Roof\t12\t\tN\n"
        "CUST\tAda Sample:Roof:Phase 2\t13\t\tY\n"
    ),
    # Deals and their stages.
    "customer/salesforce/Opportunity.csv": (
        "Id,IsDeleted,AccountId,Name,StageName,Amount,Probability,CloseDate,OwnerId,CurrencyIsoCode,IsClosed,"
        "IsWon,CreatedDate\n"
        "006A,false,001A,Looms,Closed Won,1200.50,100,2026-02-10,005A,USD,true,true,2026-01-05T08:00:00.000Z\n"
        "006B,false,001B,Dyes,Proposal,500,60,2026-05-31,005Z,USD,false,false,2026-01-06T08:00:00.000Z\n"
    ),
    "customer/hubspot/deal_pipeline.csv": (
        "pipeline_id,_fivetran_deleted,_fivetran_synced,active,display_order,label,created_at,updated_at\n"
        "default,false,2026-03-30 02:00:00,true,0,Sales,2025-01-01 00:00:00,2025-01-01 00:00:00\n"
    ),
    "customer/hubspot/deal_pipeline_stage.csv": (
        "_fivetran_deleted,_fivetran_synced,active,closed_won,is_closed,display_order,probability,stage_id,"
        "label,pipeline_id,"
        "created_at,updated_at\n"
        "false,2026-03-30 02:00:00,true,false,false,0,0.2,7101,Sounding,default,2025-01-01 00:00:00,"
        "2025-01-01 00:00:00\n"
        "false,2026-03-30 02:00:00,true,true,true,1,1,7102,Signed,default,2025-01-01 00:00:00,2025-01-01 00:00:00\n"
        "false,2026-03-30 02:00:00,true,false,true,2,0,7103,Dropped,default,2025-01-01 00:00:00,2025-01-01 00:00:00\n"
    ),
    "customer/hubspot/deal.csv": (
        "deal_id,is_deleted,deal_pipeline_id,deal_pipeline_stage_id,owner_id,property_dealname,property_amount,"
        "property_closedate,property_createdate\n"
        "7001,false,default,7102,91,Ovens,900.00,2026-02-20 23:30:00,2026-01-02 09:00:00\n"
        "7002,false,default,7101,91,Belts,300.00,,2026-01-03 09:00:00\n"
    ),
    "customer/hubspot/deals.csv": (
        "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Create Date,Pipeline,Associated Company IDs\n"
        "7001,Ovens,Sounding,2026-06-30 14:05,Cay Sample,1.00,2026-01-02 09:00,Sales,801\n"
        "7003,Racks,Dropped,2026-03-05 14:05,Cay Sample,250.00,2026-01-04 09:00,Sales,801;803\n"
        "7004,Trays,Closed Won,2026-03-06 09:00,Cay Sample,80.00,2026-01-04 09:00,Elsewhere,803\n"
    ),
    "customer/salesforce/OpportunityHistory.csv": (
        "Id,OpportunityId,StageName,Amount,Probability,CloseDate,ForecastCategory,CreatedDate\n"
        "008A,006A,Prospecting,1000,10,2026-02-28,Pipeline,2026-01-05T08:00:00.000Z\n"
        "008B,006A,Prospecting,1200.50,10,2026-02-28,Pipeline,2026-01-07T08:00:00.000Z\n"
        "008C,006A,Closed Won,1200.50,100,2026-02-10,Closed,2026-02-10T15:00:00.000Z\n"
    ),
    # The connector's versions begin two seconds later; one was missed by the history's export, which ends before it.
    "customer/salesforce/opportunity_versions.csv": (
        "_fivetran_active,_fivetran_start,_fivetran_end,_fivetran_synced,account_id,amount,close_date,created_date,id,"
        "is_closed,is_deleted,is_won,name,owner_id,probability,stage_name\n"
        "false,2026-01-05 08:00:02,2026-02-10 15:00:01,2026-03-30 02:00:00,001A,1000,2026-02-28,"
        "2026-01-05 08:00:00,006A,"
        "false,false,false,Looms,005A,10,Prospecting\n"
        "true,2026-02-10 15:00:02,9999-12-31 23:59:59,2026-03-30 02:00:00,001A,1200.50,2026-02-10,"
        "2026-01-05 08:00:00,006A,"
        "true,false,true,Looms,005A,100,Closed Won\n"
        "false,2026-01-06 08:00:02,2026-02-01 09:00:01,2026-03-30 02:00:00,001B,500,2026-05-31,"
        "2026-01-06 08:00:00,006B,"
        "false,false,false,Dyes,005Z,10,Prospecting\n"
        "true,2026-02-01 09:00:02,9999-12-31 23:59:59,2026-03-30 02:00:00,001B,500,2026-05-31,2026-01-06 08:00:00,006B,"
        "false,false,false,Dyes,005Z,60,Proposal\n"
    ),
    "customer/salesforce/OpportunityFieldHistory.csv": (
        "Id,IsDeleted,OpportunityId,CreatedById,CreatedDate,Field,DataType,OldValue,NewValue\n"
        "017A,false,006A,005A,2026-02-10T15:00:01.000+0000,StageName,DynamicEnum,Prospecting,Closed Won\n"
        "017B,false,006B,005Z,2026-03-01T10:00:00.000+0000,StageName,DynamicEnum,Proposal,Somewhere\n"
        "017C,false,006B,005Z,2026-03-02T10:00:00.000+0000,CloseDate,DateOnly,2026-04-30,2026-05-31\n"
    ),
    "customer/hubspot/deal_property_history.csv": (
        "deal_id,timestamp,_fivetran_synced,source,name,source_id,value\n"
        "7001,2026-01-02 09:00:00,2026-03-30 02:00:00,CRM_UI,dealstage,u1,7101\n"
        "7001,2026-01-09 09:00:00,2026-03-30 02:00:00,CRM_UI,amount,u1,900\n"
        "7001,2026-02-20 23:30:00,2026-03-30 02:00:00,CRM_UI,dealstage,u1,7102\n"
    ),
    "customer/salesforce/OpportunityLineItem.csv": (
        "Id,IsDeleted,OpportunityId,SortOrder,PricebookEntryId,Product2Id,ProductCode,Name,Quantity,"
        "TotalPrice,UnitPrice,ListPrice,"
        "Discount,ServiceDate\n"
        "00kA,false,006A,1,01uA,01tA,LOOM,Looms,3,1080,400,400,10,2026-03-01\n"
    ),
    "customer/salesforce/Lead.csv": (
        "Id,IsDeleted,LastName,FirstName,Company,Status,LeadSource,Industry,OwnerId,IsConverted,ConvertedDate,"
        "ConvertedAccountId,ConvertedOpportunityId,CreatedDate\n"
        "00QA,false,Sample,Ada,Brook Mills,Closed - Converted,Web,Textiles,005A,true,2026-01-05,001A,006A,"
        "2026-01-02T08:00:00.000Z\n"
        "00QB,false,Sample,Cay,Elm Yarns,Sleeping,Fair,Textiles,005Z,false,,,,2026-01-03T08:00:00.000Z\n"
    ),
    "customer/salesforce/Campaign.csv": (
        "Id,IsDeleted,Name,Type,Status,StartDate,EndDate,IsActive,BudgetedCost,ActualCost,NumberSent,NumberOfLeads,"
        "NumberOfConvertedLeads,NumberOfResponses,OwnerId\n"
        "701A,false,Spring fair,Trade Show,In Progress,2026-02-01,2026-04-30,true,5000,3200.50,400,12,1,30,005A\n"
    ),
    "customer/salesforce/User.csv": (
        "Id,Username,LastName,FirstName,Email,EmployeeNumber,Title,Department,ManagerId,UserRoleId,ProfileId,"
        "TimeZoneSidKey,IsActive\n"
        "005A,cay@example.com,Sample,Cay,cay@example.com,E7,Account manager,Field Service,005Z,00EA,00eA,"
        "Europe/Berlin,true\n"
        "005Z,bo@example.com,Sample,Bo,bo@example.com,,Head of sales,Moonbase,,00EB,00eA,Europe/Berlin,true\n"
    ),
    # Service desks.
    "customer/salesforce/Case.csv": (
        "Id,IsDeleted,CaseNumber,AccountId,Type,Status,Priority,Origin,OwnerId,IsClosed,ClosedDate,"
        "MilestoneStatus,SlaStartDate,"
        "SlaExitDate,CreatedDate\n"
        "500A,false,00001001,001A,Problem,Closed,High,Phone,00GA,true,2026-02-03T10:00:00.000Z,Compliant,"
        "2026-02-02T10:00:00.000Z,2026-02-03T10:00:00.000Z,2026-02-02T10:00:00.000Z\n"
        "500B,false,00001002,001B,Problem,Escalated,Medium,Web,00GA,false,,Open Violation,2026-03-02T10:00:00.000Z,,"
        "2026-03-02T10:00:00.000Z\n"
    ),
    "customer/hubspot/ticket.csv": (
        "_fivetran_synced,id,is_deleted,property_closed_date,property_createdate,property_first_agent_reply_date,"
        "property_hs_pipeline,property_hs_pipeline_stage,property_hs_ticket_category,property_hs_ticket_priority,"
        "property_hubspot_owner_id,property_subject\n"
        "2026-03-30 02:00:00,31,false,,2026-02-01 09:00:00,2026-02-01 09:20:00,0,3,ISSUE,HIGH,91,Oven cold\n"
    ),
    "customer/hubspot/tickets.csv": (
        "Ticket ID,Ticket name,Ticket status,Pipeline,Priority,Source,Create date,Close date,Ticket owner,"
        "Associated Company IDs\n"
        "31,Oven cold,Closed,Support,Low,Chat,2026-02-01 09:00,2026-02-02 09:00,Cay Sample,801\n"
        "32,Belt torn,Parked,Support,,Email,2026-02-05 09:00,,Cay Sample,803\n"
    ),
    "customer/zendesk/ticket.csv": (
        "id,_fivetran_synced,created_at,due_at,group_id,organization_id,priority,requester_id,status,"
        "submitter_id,ticket_form_id,"
        "type,updated_at,via_channel\n"
        "501,2026-03-30 02:00:00,2026-02-02 08:00:00,,3001,4001,high,9001,closed,9001,1,incident,"
        "2026-02-20 08:00:00,web\n"
        "502,2026-03-30 02:00:00,2026-02-03 08:00:00,2026-02-10 08:00:00,3002,,normal,9002,open,9002,1,question,"
        "2026-02-21 08:00:00,email\n"
        "503,2026-03-30 02:00:00,2026-02-04 08:00:00,,3001,,low,9003,deleted,9003,1,,2026-02-05 08:00:00,email\n"
    ),
    # The report tells 501 again (Berlin's clock), and 504, which the connector does not have.
    "customer/zendesk/report.csv": (
        "Summation column,Id,Requester,Requester id,Requester email,Requester domain,Assignee,Group,Subject,"
        "Status,Priority,Via,"
        "Created at,Solved at,Resolution time,Satisfaction Score,Group stations,Reopens,Replies,"
        "First reply time in minutes,"
        "First reply time in minutes within business hours,Full resolution time in minutes within business hours\n"
        "1,501,Ada Sample,9001,a@example.com,example.com,Cay Sample,Service,Pump,Solved,High,Web form,2026-02-02 09:00,"
        "2026-02-04 10:00,49,Good,1,1,4,17,17,1020\n"
        "1,502,Bo Sample,9002,b@example.com,example.com,Cay Sample,Field,Belt,Solved,Normal,Mail,2026-02-03 09:00,"
        "2026-02-05 10:00,49,Offered,1,0,1,30,30,1020\n"
        "1,504,Cy Sample,9004,c@example.com,example.com,Cay Sample,Service,Fan,Pending,Urgent,Mail,"
        "2026-02-05 23:30,,,,1,0,1,5,5,\n"
    ),
    "customer/zendesk/list.csv": (
        "Ticket ID,Created Date,Resolved Date,Issue Type,Priority,Agent Assigned,Status,"
        "Response Time (hours),Resolution Time (hours)\n"
        "501,2026-02-02 09:00:00,2026-02-03 09:00:00,Incident,Medium,Cay,Resolved,6,24\n"
        "505,2026-02-06 09:00:00,2026-02-07 09:00:00,Question,Medium,Cay,Resolved,1.5,24\n"
    ),
    # 501: solved, reopened, solved again, closed. 502: solved and reopened.
    "customer/zendesk/ticket_field_history.csv": (
        "field_name,ticket_id,updated,_fivetran_synced,user_id,value\n"
        "status,501,2026-02-02 08:00:00,2026-03-30 02:00:00,9001,new\n"
        "status,501,2026-02-03 08:00:00,2026-03-30 02:00:00,41,solved\n"
        "status,501,2026-02-03 12:00:00,2026-03-30 02:00:00,9001,open\n"
        "status,501,2026-02-04 09:00:00,2026-03-30 02:00:00,41,solved\n"
        "status,501,2026-02-08 09:00:00,2026-03-30 02:00:00,,closed\n"
        "assignee_id,501,2026-02-02 08:30:00,2026-03-30 02:00:00,41,41\n"
        "status,502,2026-02-05 09:00:00,2026-03-30 02:00:00,41,solved\n"
        "status,502,2026-02-06 09:00:00,2026-03-30 02:00:00,9002,open\n"
    ),
    "customer/zendesk/sla_policies.csv": (
        "sla_policy_id,title,priority,metric,target,business_hours\n"
        "9,Standard,urgent,first_reply_time,60,true\n"
        "9,Standard,high,total_resolution_time,1440,false\n"
        "9,Standard,high,a_new_metric,10,false\n"
    ),
    # Ratings and surveys.
    "customer/zendesk/ratings.csv": (
        "id,ticket_id,score,comment,created_at,updated_at,assignee_id,group_id\n"
        "61,501,offered,,2026-02-04 10:00:00,2026-02-04 10:00:00,41,3001\n"
        "62,501,good,Quick,2026-02-04 23:30:00,2026-02-04 23:30:00,41,3001\n"
        "63,502,bad with comment,Slow,2026-02-06 10:00:00,2026-02-06 10:00:00,41,3002\n"
    ),
    "customer/delighted/responses.csv": (
        "Response ID,Survey Type,Score,Comment,Response Date,Person Name,Person Email,Customer ID,Team\n"
        "5001,nps,9,Fast,2026-02-05 10:00:00,Ada Sample,a@example.com,001A,Desk\n"
        "5002,csat,4,,2026-02-06 10:00:00,Bo Sample,b@example.com,,\n"
        "5003,enps,10,,2026-02-07 10:00:00,Cay Sample,c@example.com,001A,Moonbase\n"
        "5004,pmf,3,,2026-02-07 10:00:00,Cy Sample,d@example.com,,\n"
    ),
    "customer/survey/scores.csv": (
        "Response ID,Survey ID,Kind,Customer ID,Responded At,Score,Department\n"
        "A1,2026Q1,csat,801,2026-02-08,5,\n"
        "A2,Pulse,engagement,,2026-02-09,4,Production\n"
    ),
    "customer/qualtrics/survey.csv": (
        "id,_fivetran_deleted,_fivetran_synced,brand_id,is_active,last_activated,last_modified,option_survey_language,"
        "survey_name,survey_status\n"
        "SV_1,false,2026-03-30 02:00:00,aster,true,2026-01-01 00:00:00,2026-01-01 00:00:00,EN,Pulse,Active\n"
    ),
    "customer/qualtrics/question.csv": (
        "id,survey_id,_fivetran_deleted,_fivetran_synced,data_export_tag,question_text,question_type,selector\n"
        "QID1,SV_1,false,2026-03-30 02:00:00,Q1,Would you recommend us as an employer?,MC,NPS\n"
        "QID2,SV_1,false,2026-03-30 02:00:00,Q2,I have what I need,Matrix,Likert\n"
    ),
    "customer/qualtrics/survey_response.csv": (
        "id,_fivetran_synced,distribution_channel,duration_in_seconds,end_date,finished,start_date,status,survey_id\n"
        "R_1,2026-03-30 02:00:00,email,60,2026-02-10 09:01:00,1,2026-02-10 09:00:00,0,SV_1\n"
        "R_2,2026-03-30 02:00:00,email,60,2026-02-11 09:01:00,1,2026-02-11 09:00:00,0,SV_1\n"
        "R_3,2026-03-30 02:00:00,email,60,2026-02-11 09:01:00,1,2026-02-11 09:00:00,1,SV_1\n"
        "R_4,2026-03-30 02:00:00,email,60,2026-02-11 09:01:00,0,2026-02-11 09:00:00,0,SV_1\n"
    ),
    "customer/qualtrics/question_response.csv": (
        "_fivetran_id,_fivetran_synced,loop_id,question,question_id,question_option_key,response_id,sub_question_key,"
        "sub_question_text,text,value\n"
        "f1,2026-03-30 02:00:00,,Recommend,QID1,,R_1,,,,3\n"
        "f2,2026-03-30 02:00:00,,Recommend,QID1,,R_2,,,,8\n"
        "f3,2026-03-30 02:00:00,,I have,QID2,,R_2,1,Tools,Strongly agree,\n"
        "f4,2026-03-30 02:00:00,,I have,QID2,,R_2,2,Time,Ask my manager Bo,\n"
    ),
    # R_1 once more, as the product exports it: its answers count, the connector's are silent.
    "customer/qualtrics/export.csv": (
        "StartDate,EndDate,Status,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,DistributionChannel,"
        "UserLanguage,Q1_NPS_GROUP,Q1,Q2_1,Q3\n"
        "Start Date,End Date,Response Type,Progress,Duration (in seconds),Finished,Recorded Date,Response ID,"
        "Distribution Channel,User Language,Recommend - Group,Recommend,Tools,Anything else?\n"
        '"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""status""}",'
        '"{""ImportId"":""progress""}",'
        '"{""ImportId"":""duration""}","{""ImportId"":""finished""}","{""ImportId"":""recordedDate""}",'
        '"{""ImportId"":""_recordId""}","{""ImportId"":""distributionChannel""}","{""ImportId"":""userLanguage""}",'
        '"{""ImportId"":""QID1_NPS_GROUP""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_1""}",'
        '"{""ImportId"":""QID3_TEXT""}"\n'
        "2026-02-10 09:00:00,2026-02-10 09:01:00,0,100,60,1,2026-02-10 09:01:00,R_1,email,EN,3,9,"
        "Somewhat agree,Call Bo\n"
    ),
    "customer/surveymonkey/responses.csv": (
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,"
        "How satisfied are you?,What did you use?,,Anything else?\n"
        ",,,,,,,,,Response,Phone,Chat,Open-Ended Response\n"
        "11800000001,400100,01/05/2026 09:00:00 AM,01/05/2026 09:02:10 AM,192.0.2.1,,,,K-1,4,Phone,,Ask Bo\n"
        "11800000002,400200,01/31/2026 03:00:00 PM,01/31/2026 03:01:00 PM,192.0.2.2,,,,K-2,5,,Chat,\n"
    ),
    "customer/survey.csv": (
        "opsmart template: survey\n"
        "System,Instance,Survey ID,Name,Kind,Respondent group,Scale,Score question\n"
        "qualtrics,,SV_1,Pulse of the staff,nps,employee,,Q1\n"
        "surveymonkey,,400100,After a visit,csat,customer,1-5,How satisfied are you? / Response\n"
    ),
    "customer/survey_response.csv": (
        "opsmart template: survey_response\n"
        "Response ID,Survey ID,Kind,Customer ID,Responded on,Score,Team\n"
        "T1,2026Q1,nps,001A,2026-02-12,10,Moonbase\n"
    ),
    "customer/survey_invite.csv": (
        "opsmart template: survey_invite\n"
        "System,Instance,Survey ID,Sent on,Department,Invited\n"
        "qualtrics,,SV_1,2026-02-09,Production,12\n"
        "qualtrics,,SV_1,2026-02-09,Moonbase,5\n"
    ),
}
