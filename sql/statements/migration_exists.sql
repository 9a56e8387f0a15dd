-- t if the history is there.
select to_regclass('dateline.migration') is not null
