-- Proxy tasks name their schedule, weight averaging, augmentation and memory budget: what every search before this did.
-- Fewer than 30 timed steps are no longer taken.
UPDATE "Search" SET "proxyTask" = jsonb_set(
  '{"schedule": {"kind": "cosine"}, "emaDecay": 0, "augmentation": {"crop": 0, "flip": false, "randAugment": null, "mixup": 0}, "memoryBudgetBytes": null}'::jsonb || "proxyTask",
  '{timing,steps}', to_jsonb(GREATEST(30, ("proxyTask"->'timing'->>'steps')::int)));

-- Measurements say why a step time is doubtful, and what the calibration network took beside it.
UPDATE "Candidate" SET "measurement" = '{"timingFlags": [], "calibrationMs": null}'::jsonb || "measurement"
  WHERE "measurement" IS NOT NULL;

-- Live events that a page may still ask for.
UPDATE "Event" SET "data" = '{"timingFlags": []}'::jsonb || "data" WHERE "type" = 'candidate.updated';
