"""Recruiting, learning, reviews and the talent workbooks of the mixed company; all people are invented."""

FILES = {
    "talent/greenhouse/application.csv": (
        "id,_fivetran_deleted,applied_at,candidate_id,current_stage_id,is_deleted,prospect,rejected_at,"
        "rejected_reason_id,source_id,status\n"
        "9001,false,2026-01-05 23:30:00,701,503,,false,,,31,hired\n"
        "9002,false,2026-01-06 08:00:00,702,,,false,2026-01-20 10:00:00,88,32,rejected\n"
        "9004,false,2026-01-07 08:00:00,703,,,true,,,,converted\n"
        "9005,true,2026-01-07 08:00:00,704,,,false,,,,active\n"
    ),
    "talent/greenhouse/application_history.csv": (
        "application_id,updated_at,_fivetran_synced,new_stage_id,new_status\n"
        "9001,2026-01-05 23:30:00,2026-03-01,501,\n"
        "9001,2026-02-10 09:00:00,2026-03-01,503,\n"
        "9001,2026-02-16 12:00:00,2026-03-01,,hired\n"
        "9002,2026-01-06 08:00:00,2026-03-01,501,\n"
    ),
    "talent/greenhouse/candidate.csv": (
        "id,_fivetran_deleted,coordinator_id,created_at,first_name,is_private,last_name,new_candidate_id,recruiter_id\n"
        "701,false,,2026-01-05 23:00:00,Ada,false,Sample,,61\n"
        "702,false,,2026-01-06 07:00:00,Ben,false,Sample,701,61\n"
    ),
    "talent/greenhouse/job.csv": (
        "id,_fivetran_deleted,closed_at,confidential,created_at,custom_cost_center,name,requisition_id,status\n"
        "401,false,2026-02-20 10:00:00,false,2025-11-03 09:00:00,,Technician,REQ-1,closed\n"
        "402,false,,false,2026-01-12 09:00:00,CC9,Planner,REQ-2,open\n"
        "403,true,,false,2026-01-12 09:00:00,,Ghost,REQ-3,open\n"
    ),
    "talent/greenhouse/job_stage.csv": (
        "id,_fivetran_deleted,created_at,job_id,name,updated_at\n"
        "501,false,2025-11-03 09:00:00,401,Application Review,\n"
        "503,false,2025-11-03 09:00:00,401,Offer,\n"
    ),
    "talent/greenhouse/scorecard.csv": (
        "id,_fivetran_deleted,application_id,candidate_id,interview,interviewed_at,overall_recommendation,submitted_at,"
        "submitted_by_user_id\n"
        "801,false,9001,701,Face to Face,2026-01-30 09:00:00,strong_yes,2026-01-30 17:00:00,62\n"
        "802,false,9002,702,Phone Screen,2026-01-12 09:00:00,so so,2026-01-12 17:00:00,62\n"
    ),
    # 9002 stands in both; the report still calls it active, and it alone knows the reason and the name of the source.
    "talent/greenhouse/candidates_report.csv": (
        "Application ID,Candidate Name,Job,Job ID,Requisition ID,Department,Current Stage,Status,Source,"
        "Application Date,Rejection Date,Rejection Reason\n"
        "9002,Ben Sample,Technician,,,,Application Review,Active,Referral,2026-01-06,,Candidate withdrew\n"
        "9003,Cleo Sample,Planner,,REQ-2,Field Service,Phone Screen,Rejected,Fair,2026-01-19,2026-02-01,"
        "Hired another candidate\n"
        "9006,Dora Sample,Technician,401,REQ-1,Production,Odd Corner,Active,Fair,2026-01-20,,\n"
    ),
    "talent/lever/opportunity.csv": (
        "id,_fivetran_synced,archived_at,archived_reason_id,contact,created_at,last_advanced_at,origin,stage_id\n"
        "o-1,2026-03-01,2026-02-10 10:00:00,ar-1,c-1,2026-01-10 08:00:00,2026-01-25 08:00:00,applied,offer\n"
        "o-2,2026-03-01,,,c-2,2026-01-11 08:00:00,2026-01-11 08:00:00,sourced,applicant-new\n"
        "o-3,2026-03-01,2026-03-01 10:00:00,ar-2,c-3,2026-01-12 08:00:00,2026-01-12 08:00:00,referred,applicant-new\n"
        "o-4,2026-03-01,2026-03-02 10:00:00,ar-3,c-4,2026-01-13 08:00:00,2026-01-13 08:00:00,applied,applicant-new\n"
    ),
    "talent/lever/application.csv": (
        "id,archived_at,archived_reason_id,candidate_id,created_at,posting_hiring_manager_id,posting_id,"
        "requisition_for_hire_id,type,opportunity_id\n"
        "a-1,2026-02-10 10:00:00,ar-1,c-1,2026-01-10 08:00:00,u-1,p-1,r-1,posting,o-1\n"
        "a-2,,,c-2,2026-01-11 08:00:00,u-1,p-2,,posting,o-2\n"
    ),
    "talent/lever/opportunities.csv": (
        "Opportunity ID,Candidate Name,Origin,Source,Current Stage,Posting Title,Posting Department,Created At,"
        "Archived At,Archive Reason,Hired At\n"
        "o-1,Eve Sample,applied,Job board,Offer,Fitter,Production,2026-01-10,,,\n"
        "o-3,Fay Sample,referred,Friend,New applicant,Driver,Moon Base,2026-01-12,2026-03-01,Withdrew,\n"
        "o-5,Gus Sample,sourced,Fair,Offer,Fitter,Production,2026-02-01,2026-03-05,Hired,2026-03-05\n"
    ),
    "talent/lever/stage_history.csv": (
        "opportunity_id,updated_at,_fivetran_synced,stage_id,to_stage_index,updater_id\n"
        "o-1,2026-01-10 08:00:00,2026-03-01,applicant-new,3,\n"
        "o-1,2026-01-25 08:00:00,2026-03-01,offer,8,\n"
    ),
    "talent/lever/posting.csv": (
        "id,_fivetran_deleted,categories_department,categories_team,created_at,requisition_code,state,text\n"
        "p-1,false,Production,Assembly,2026-01-02 08:00:00,L-1,closed,Fitter\n"
        "p-2,false,Field Service,,2026-01-03 08:00:00,,published,Driver\n"
    ),
    "talent/lever/requisition.csv": (
        "id,_fivetran_deleted,created_at,employment_status,headcount_hired,headcount_infinite,headcount_total,name,"
        "requisition_code,status,team\n"
        "r-1,false,2026-01-01 08:00:00,full-time,1,,1,Fitter,L-1,open,\n"
        "r-2,false,2026-01-01 08:00:00,full-time,0,true,1,Clerk,L-2,frozen,Moon Base\n"
    ),
    # Ann takes one course in two programmes; Ben and Cy have no external id.
    "talent/coursera.csv": (
        "Name,Email,External Id,Course,Course ID,Course Slug,University,Enrollment Time,Overall Progress,"
        "Estimated Learning Hours,Completed,Removed From Program,Program Slug,Completion Time,Course Grade\n"
        "Ann Sample,Talent.Ann@Example.com,T417,Lean Basics,C~1,lean,Uni A,2026-01-05T08:00:00Z,60,12.5,No,No,ops,,\n"
        "Ann Sample,talent.ann@example.com,,Lean Basics,C~1,lean,Uni A,2026-01-06T08:00:00.000Z,100,12.5,Yes,No,top,"
        "2026-02-01T17:30:00.000Z,93.3\n"
        "Ben Sample,talent.ben@example.com,,Lean Basics,C~1,lean,Uni A,2026-01-06T08:00:00.000Z,20,12.5,No,No,ops,,\n"
        "Cy Sample,talent.cy@example.com,,Lean Basics,C~1,lean,Uni A,2026-01-06T08:00:00.000Z,0,12.5,No,Yes,ops,,\n"
    ),
    "talent/learning_items.csv": (
        "User ID,Item ID,Item Title,Completion Date,Completion Status,Grade,Total Hours,Required Date,Organization\n"
        "T417,SAFE-1,Safety,2026-03-15 14:05,COURSE-COMPL,95,1.5,2026-03-10,Production\n"
        "T418,SAFE-1,Safety,,Mystery,,,2026-03-20,Moon Base\n"
    ),
    "talent/moodle.csv": (
        "Full name,Course short name,ID number,Completed,Time completed\n"
        'Ann Sample,SAFE-2,T417,Yes,"Tuesday, 2 December 2025, 10:37 AM"\n'
        "Ben Sample,SAFE-2,T418,No,-\n"
    ),
    "talent/review_answers.csv": (
        "Review Cycle,Reviewee Email,Reviewee Employee ID,Reviewer Email,Relationship,Question,Score,Status,"
        "Submitted At,Department\n"
        "H2 2025,talent.ann@example.com,,talent.cay@example.com,Manager,Goals met?,3,Submitted,2026-01-10,Production\n"
        "H2 2025,talent.ann@example.com,,talent.cay@example.com,Manager,Overall,4,Submitted,2026-01-10,Production\n"
        "H2 2025,talent.ann@example.com,,talent.ann@example.com,Self,Goals?,3 - Solid,Shared,2026-01-08,Production\n"
        "H2 2025,talent.ann@example.com,,talent.ann@example.com,Self,Teamwork,4,Shared,2026-01-08,Production\n"
        "H2 2025,talent.ben@example.com,,talent.cay@example.com,Moonwalk,Goals met?,,Not started,,Moon Base\n"
        "H2 2025,talent.dee@example.com,T500,talent.cay@example.com,Manager,Goals met?,5,Submitted,2026-01-11,\n"
    ),
    "talent/feedback.csv": (
        "Created At,Giver Email,Recipient Email,Recipient Employee ID,Type,Visibility,Feedback\n"
        "2026-02-03 09:15,talent.cay@example.com,talent.ann@example.com,,Praise,Public,Thank you\n"
        "2026-02-04 09:15,talent.dee@example.com,talent.dee@example.com,T500,Riddle,Public,To myself\n"
    ),
    "talent/one_on_ones.csv": (
        "Manager Email,Report Email,Report Employee ID,Meeting Date,Status\n"
        "talent.cay@example.com,talent.ann@example.com,,2026-02-10,Completed\n"
        "talent.cay@example.com,talent.ann@example.com,,2026-02-17,Skipped\n"
        "talent.cay@example.com,talent.dee@example.com,T500,2026-02-12,Completed\n"
        "talent.cay@example.com,talent.dee@example.com,T500,2026-04-09,\n"
    ),
    "talent/training_session.csv": (
        "opsmart template: training_session\n"
        "Session ID,Session date,Topic,Status,Duration (hours),Min attendees\nTS-1,2026-02-20,Lean,delivered,3,5\n"
    ),
    "talent/training_record.csv": (
        "opsmart template: training_record\n"
        "Session ID,Employee number,Status,Hours,Score before,Score after\n"
        "TS-1,T417,completed,3,40,70\nTS-1,T418,no_show,,,\n"
    ),
    "talent/training_assignment.csv": (
        "opsmart template: training_assignment\n"
        "Course ID,Employee number,Assigned on,Due on,Waived,Completed on\n"
        "SAFE-2,T417,2025-12-01,2025-12-31,,\nSAFE-2,T418,2025-12-01,2025-12-31,TRUE,\nSAFE-2,T417,2026-01-01,2026-12-31,,\n"
    ),
    "talent/review_cycle.csv": (
        "opsmart template: review_cycle\n"
        "Review cycle,Starts on,Due on,Min service (days),Medium from,High from\n"
        "H2 2025,2025-12-15,2026-01-31,90,2.5,4\n"
    ),
    # The review and the meeting of T500 stand in the review system, too.
    "talent/review.csv": (
        "opsmart template: review\n"
        "Review cycle,Employee number,Relationship,Reviewer's employee number,Status,Submitted on,Finalised on,Rating\n"
        "H2 2025,T417,manager,,finalised,2026-01-12,2026-02-02,2\n"
        "H2 2025,T500,manager,,submitted,2026-01-12,,2\n"
    ),
    "talent/one_on_one.csv": (
        "opsmart template: one_on_one\n"
        "Employee number,Manager's employee number,Meeting date,Status\n"
        "T417,T900,2026-02-11,held\nT500,T900,2026-02-12,cancelled\n"
    ),
    "talent/job_offer.csv": (
        "opsmart template: job_offer\n"
        "Offer ID,Application ID,Requisition,Org unit ID,Source,Offered on,Outcome,Decided on\n"
        "OF-1,9001,REQ-1,OPS,Referral,2026-02-10,accepted,2026-02-14\n"
        "OF-2,,REQ-2,SALES,Fair,2026-03-20,open,\n"
    ),
    "talent/compensation_event.csv": (
        "opsmart template: compensation_event\n"
        "Event ID,Employee number,Kind,Event date,Amount,Target amount,Currency,Plan,Plan year\n"
        "CE-1,T417,bonus,2026-03-15,900.50,1000,eur,Annual,2025\nCE-2,T418,raise,2026-01-01,2400,,USD,,\n"
    ),
    "talent/hr_case.csv": (
        "opsmart template: hr_case\n"
        "Case ID,Case type,Severity,Org unit ID,Opened on,Closed on\n"
        "HC-1,grievance,high,OPS,2026-01-02,2026-01-30\nHC-2,conflict,low,SALES,2026-03-01,\n"
    ),
    "talent/skill_assessment.csv": (
        "opsmart template: skill_assessment\n"
        "Employee number,Skill,Assessed on,Assessor,Skill level\nT417,Team Management,2026-01-15,manager,3\n"
    ),
    "talent/ladder_requirement.csv": (
        "opsmart template: ladder_requirement\n"
        "Ladder,Level,Level rank,Skill,Required skill level,Valid from,Valid to\n,Manager,3,Budgeting,4,2026-01-01,\n"
    ),
    "talent/ladder_job.csv": ("opsmart template: ladder_job\nJob title,Ladder,Level\nTeam lead,,Supervisor\n"),
    "talent/succession_plan.csv": (
        "opsmart template: succession_plan\n"
        "Role ID,Role title,Org unit ID,Critical role,Successor's employee number,Readiness,Valid from,Valid to\n"
        "RO-1,Plant manager,OPS,TRUE,T417,ready_now,2026-01-01,\nRO-2,Key account,SALES,TRUE,,,2026-01-01,\n"
    ),
    "talent/potential_rating.csv": (
        "opsmart template: potential_rating\n"
        "Review cycle,Employee number,Potential,Rated on\nH2 2025,T417,high,2026-02-01\n"
    ),
    "talent/qualification.csv": (
        "opsmart template: qualification\n"
        "Employee number,Qualification,Obtained on,Expires on\n"
        "T417,Forklift,2024-05-01,2026-04-30\nT418,First aid,2025-05-01,\n"
    ),
    "talent/activity.csv": (
        "opsmart template: activity\n"
        "Activity ID,Activity type,Activity date,Org unit ID,Participants,Cost,Currency\n"
        "AC-1,workshop,2026-02-05,OPS,,300,\nAC-2,team_building,2026-03-05,SALES,12,500,EUR\n"
    ),
    "talent/activity_participant.csv": (
        "opsmart template: activity_participant\nActivity ID,Participant's employee number\nAC-1,T417\nAC-1,T418\n"
    ),
}
