DROP TRIGGER claim_no_cycle ON events_claim;
DROP TRIGGER place_lineage ON events_place;
DROP TRIGGER place_descend ON events_place;
DROP TRIGGER actor_lineage ON events_actor;
DROP TRIGGER actor_descend ON events_actor;
DROP FUNCTION events_claim_no_cycle();
DROP FUNCTION events_tree_descend();
DROP FUNCTION events_tree_lineage();
