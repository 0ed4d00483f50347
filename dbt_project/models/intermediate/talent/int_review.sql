-- Grain: one row per review: cycle, person, relationship and reviewer (answers are summed up).
-- A review of the workbook counts only where the review system has none of that cycle, person and relationship.
with answers as (
    {{ newest_rows(
        ref('stg_lattice__review_answers'),
        ['_system', '_instance', 'review_cycle', 'reviewee_key', 'reviewer_key', 'relationship', 'question'],
    ) }}
),

kept_by_hand as (
    {{ newest_rows(
        ref('stg_template__review'),
        ['_system', '_instance', 'review_cycle', 'employee_number', 'relationship', 'reviewer_employee_number'],
    ) }}
),

relationships as (
    {{ term_meanings('answers', 'relationship', 'relationship') }}
),

statuses as (
    {{ term_meanings('answers', 'status', 'review_status') }}
),

questions as (
    {{ term_meanings('answers', 'question', 'overall_question') }}
),

rated as (
    select
        answers.*,
        case
            when answers.reviewer_key = answers.reviewee_key then 'self'
            when relationships.meaning is not null then relationships.meaning
            when answers.relationship is null and answers.reviewer_key = answers.manager_key then 'manager'
            else 'unmapped'
        end as reviewed_as,
        case
            when statuses.meaning is not null then statuses.meaning
            when answers.status is not null then 'unmapped'
            when answers.submitted_on is not null then 'submitted'
            else 'open'
        end as review_status,
        questions.meaning is not null as is_overall,
        {{ try_cast("nullif(regexp_extract(answers.rating, '^[0-9]+([.][0-9]+)?', 0), '')", 'decimal(9, 4)') }} as score
    from answers
    left join relationships on answers.relationship = relationships.term
    left join statuses on answers.status = statuses.term
    left join questions on answers.question = questions.term
),

summed as (
    select
        _system as system,
        _instance as instance,
        review_cycle,
        reviewee_key,
        reviewer_key,
        reviewed_as as relationship,
        max(reviewee_id) as reviewee_id,
        max(reviewer_id) as reviewer_id,
        case
            when max(case when review_status = 'open' then 1 else 0 end) = 1 then 'open'
            when max(case when review_status = 'unmapped' then 1 else 0 end) = 1 then 'unmapped'
            when min(case when review_status = 'finalised' then 1 else 0 end) = 1 then 'finalised'
            else 'submitted'
        end as status,
        max(submitted_on) as submitted_on,
        coalesce(
            {{ half_up(
                'cast(sum(case when is_overall then score end) as double)'
                ~ ' / nullif(count(case when is_overall then score end), 0)',
                'decimal(9, 4)'
            ) }},
            {{ half_up('cast(sum(score) as double) / nullif(count(score), 0)', 'decimal(9, 4)') }}
        ) as rating,
        count(*) as questions,
        max(department) as department,
        min(_file) as _file,
        min(_record) as _record
    from rated
    group by _system, _instance, review_cycle, reviewee_key, reviewer_key, reviewed_as
),

told as (
    select
        system,
        instance,
        system || ':' || instance || ':' || review_cycle || ':' || reviewee_key || ':' || relationship || ':' || reviewer_key
            as review_id,
        review_cycle,
        case when reviewee_id is null then 'email' else 'employee_number' end as person_source_kind,
        coalesce(reviewee_id, reviewee_key) as person_source_key,
        case when reviewer_id is null then 'email' else 'employee_number' end as reviewer_source_kind,
        coalesce(reviewer_id, reviewer_key) as reviewer_source_key,
        relationship,
        status,
        submitted_on,
        cast(null as date) as finalised_on,
        rating,
        questions,
        department,
        1 as place,
        _file,
        _record
    from summed
    union all
    select
        _system as system,
        _instance as instance,
        _system || ':' || _instance || ':' || review_cycle || ':' || employee_number || ':' || relationship || ':'
        || coalesce(reviewer_employee_number, '') as review_id,
        review_cycle,
        'employee_number' as person_source_kind,
        employee_number as person_source_key,
        case
            when reviewer_employee_number is not null or relationship = 'self' then 'employee_number'
        end as reviewer_source_kind,
        case
            when relationship = 'self' then employee_number else reviewer_employee_number
        end as reviewer_source_key,
        {{ one_of('relationship', ['self', 'manager', 'peer', 'upward']) }}
            as relationship,
        {{ one_of('status', ['open', 'submitted', 'finalised']) }} as status,
        submitted_on,
        finalised_on,
        rating,
        cast(null as bigint) as questions,
        cast(null as string) as department,
        2 as place,
        _file,
        _record
    from kept_by_hand
),

placed as (
    select
        told.*,
        min(told.place) over (
            partition by told.review_cycle, told.person_source_kind, told.person_source_key, told.relationship
        ) as best_place,
        coalesce(told.finalised_on, told.submitted_on, cycle.due_on, company.as_of) as mapped_on,
        cycle.due_on,
        cycle.medium_from,
        cycle.high_from
    from told
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_review_cycle') }} as cycle on told.review_cycle = cycle.review_cycle
),

in_units as (
    {{ with_org_unit('placed', 'department', 'department', 'mapped_on') }}
),

final as (
    select
        review_id,
        system,
        instance,
        review_cycle,
        person_source_kind,
        person_source_key,
        reviewer_source_kind,
        reviewer_source_key,
        relationship,
        org_unit_id,
        department,
        status,
        submitted_on,
        finalised_on,
        case when status in ('submitted', 'finalised') then coalesce(finalised_on, submitted_on) end as completed_on,
        due_on,
        rating,
        case
            when rating >= high_from then 'high'
            when rating >= medium_from then 'medium'
            when rating < medium_from then 'low'
        end as performance_band,
        questions,
        _file,
        _record
    from in_units
    where place = best_place
)

select * from final
