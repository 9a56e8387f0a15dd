-- So that the planner knows how many there are.
analyze stage_entity
