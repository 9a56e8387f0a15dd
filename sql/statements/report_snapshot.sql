-- All of a report sees the same rows, and changes none.
set transaction isolation level repeatable read, read only
