-- What did each source give, and what was rejected last?
select source, runs, articles_new, articles_changed, rejected, last_reject
from dateline.source_health
order by source;
