-- Grain: one row per cost posting on a cost object (costs positive), from the lists KSB1 and KOB1 or CJI3 and the table COEP.
-- The lists and the table tell of the same postings: a row of the table counts only where no list has it. They meet on
-- document number and posting row; a list without these columns stands for all rows of its cost object in its months.
-- A statistical line repeats on an order what a cost centre bears: sums leave it out.
with listed as (
    select * from {{ ref('stg_sap__cost_center_line_items') }}
    union all
    select * from {{ ref('stg_sap__cost_object_line_items') }}
),

documents as (
    {{ newest_rows(
        ref('stg_sap__coep'),
        ['_system', '_instance', 'controlling_area', 'document_number', 'posting_row'],
    ) }}
),

unioned as (
    select
        _system as system,
        _instance as instance,
        _dataset as dataset,
        cost_object_type,
        cost_object,
        order_number,
        company_code,
        account,
        posting_date,
        fiscal_year,
        posting_period,
        document_number,
        posting_row,
        amount_object,
        object_currency,
        amount_area,
        area_currency,
        amount_transaction,
        transaction_currency,
        amount_report,
        report_currency,
        quantity,
        unit,
        purchase_order,
        purchase_order_item,
        product_id,
        supplier_id,
        cast(null as string) as value_type,
        false as is_internal_number,
        _file,
        _record
    from listed
    union all
    select
        _system as system,
        _instance as instance,
        _dataset as dataset,
        cost_object_type,
        cost_object,
        cast(null as string) as order_number,
        company_code,
        account,
        cast(null as date) as posting_date,
        fiscal_year,
        posting_period,
        document_number,
        posting_row,
        amount_object,
        object_currency,
        amount_area,
        area_currency,
        amount_transaction,
        transaction_currency,
        cast(null as decimal(20, 4)) as amount_report,
        cast(null as string) as report_currency,
        quantity,
        unit,
        purchase_order,
        purchase_order_item,
        product_id,
        cast(null as string) as supplier_id,
        value_type,
        is_internal_number,
        _file,
        _record
    from documents
    where not is_deleted
),

booked as (
    select
        unioned.*,
        coalesce(book.entity_id, 'unassigned') as entity_id,
        entity.org_unit_id as entity_org_unit_id,
        coalesce(setting.currency, entity.currency, company.base_currency) as own_currency,
        coalesce(entity.fiscal_start_month, company.fiscal_start_month) as fiscal_start_month
    from unioned
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_entity_book') }} as book
        on unioned.system = book.system
        and unioned.instance = book.instance
        and unioned.company_code = book.company_code
    left join {{ ref('int_entity') }} as entity on book.entity_id = entity.entity_id
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on unioned.system = setting.system and unioned.instance = setting.instance
),

months as (
    select
        booked.*,
        case
            when posting_date is null or (fiscal_start_month = 1 and fiscal_year is not null and posting_period is not null)
                then {{ sap_month('fiscal_year', 'posting_period', 'fiscal_start_month') }}
            when posting_period is null then {{ month_start('posting_date') }}
            -- A fiscal year that is not the calendar year is named by its first or its last one: the nearest month is meant.
            else
                {{ add_months(
                    month_start('posting_date'),
                    '((fiscal_start_month - 2 + least(posting_period, 12)) % 12 + 1 - extract(month from posting_date) + 18)'
                    ' % 12 - 6',
                ) }}
        end as month
    from booked
),

list_keys as (
    select distinct instance, document_number, posting_row
    from months
    where dataset <> 'coep' and document_number is not null and posting_row is not null
),

list_months as (
    select distinct instance, cost_object, month
    from months
    where dataset <> 'coep' and (document_number is null or posting_row is null)
),

list_accounts as ( -- the table knows WBS elements by an internal number that no list shows: account and month stand for them
    select distinct instance, account, month
    from months
    where dataset = 'cost_object_line_items' and (document_number is null or posting_row is null)
),

statistical_keys as (
    select distinct instance, document_number, posting_row
    from months
    where value_type = '11'
),

-- What a cost centre list shows with an order beside it is real there and statistical on the order.
borne as (
    select instance, order_number, document_number, account, posting_date, amount_area, amount_object, amount_transaction
    from months
    where dataset = 'cost_center_line_items' and order_number is not null
    group by instance, order_number, document_number, account, posting_date, amount_area, amount_object, amount_transaction
),

counted as (
    select
        months.*,
        coalesce(months.value_type = '11', false)
        or statistical_keys.instance is not null
        or borne.instance is not null as is_statistical
    from months
    left join list_keys
        on months.dataset = 'coep'
        and months.instance = list_keys.instance
        and months.document_number = list_keys.document_number
        and months.posting_row = list_keys.posting_row
    left join list_months
        on months.dataset = 'coep'
        and months.instance = list_months.instance
        and months.cost_object = list_months.cost_object
        and months.month = list_months.month
    left join list_accounts
        on months.is_internal_number
        and months.instance = list_accounts.instance
        and months.account = list_accounts.account
        and months.month = list_accounts.month
    left join statistical_keys
        on months.instance = statistical_keys.instance
        and months.document_number = statistical_keys.document_number
        and months.posting_row = statistical_keys.posting_row
    left join borne
        on months.dataset = 'cost_object_line_items'
        and months.instance = borne.instance
        and months.cost_object = borne.order_number
        and months.document_number = borne.document_number
        and months.account = borne.account
        and months.posting_date = borne.posting_date
        and coalesce(months.amount_object, months.amount_area, months.amount_transaction)
        = coalesce(borne.amount_object, borne.amount_area, borne.amount_transaction)
    where list_keys.instance is null
        and list_months.instance is null
        and list_accounts.instance is null
),

valued as (
    select
        counted.*,
        case
            when object_currency is not null and amount_object is not null then amount_object
            when area_currency is not null and amount_area is not null then amount_area
            when transaction_currency is not null and amount_transaction is not null then amount_transaction
            when report_currency is not null and amount_report is not null then amount_report
            else coalesce(amount_object, amount_area, amount_transaction, amount_report)
        end as amount,
        case
            when object_currency is not null and amount_object is not null then object_currency
            when area_currency is not null and amount_area is not null then area_currency
            when transaction_currency is not null and amount_transaction is not null then transaction_currency
            when report_currency is not null and amount_report is not null then report_currency
            else own_currency
        end as currency,
        cost_object_type as unit_type,
        cost_object as unit_key
    from counted
),

placed as (
    {{ with_org_unit_by_type('valued', 'month') }}
),

final as (
    select
        system,
        instance,
        dataset,
        entity_id,
        cost_object_type,
        cost_object,
        org_unit_id,
        account,
        posting_date,
        month,
        document_number,
        posting_row,
        cast(amount as decimal(28, 4)) as amount,
        currency,
        quantity,
        unit,
        is_statistical,
        system || ':' || instance || ':' || purchase_order as purchase_order_id,
        purchase_order_item as purchase_order_line,
        system || ':' || instance || ':' || product_id as product_id,
        system || ':' || instance || ':' || supplier_id as supplier_id,
        _file,
        _record
    from placed
)

select * from final
