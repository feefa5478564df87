-- What the page shows of a search beside its candidates: time on accelerators, whether it was simulated, its log, its attempts by worker.
ALTER TABLE "Search" ADD COLUMN "acceleratorSeconds" DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE "Search" ADD COLUMN "simulated" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Attempt" ADD COLUMN "endedAt" TIMESTAMPTZ(3);

UPDATE "Attempt" SET "endedAt" = COALESCE("acceptedAt", "reportedAt", "leaseUntil", "startedAt") WHERE "status" NOT IN ('queued', 'running');
UPDATE "Search" s SET "acceleratorSeconds" = COALESCE((
  SELECT sum(EXTRACT(EPOCH FROM a."endedAt" - a."startedAt")) FROM "Attempt" a JOIN "Candidate" c ON c."id" = a."candidateId"
  WHERE c."searchId" = s."id" AND c."toldAt" IS NOT NULL AND a."startedAt" IS NOT NULL AND a."endedAt" > a."startedAt"), 0);

CREATE INDEX "Attempt_workerId_startedAt_idx" ON "Attempt"("workerId", "startedAt");
CREATE INDEX "Candidate_searchId_params_idx" ON "Candidate"("searchId", "params");
CREATE INDEX "Candidate_searchId_multiplyAdds_idx" ON "Candidate"("searchId", "multiplyAdds");
CREATE INDEX "Event_searchId_type_id_idx" ON "Event"("searchId", "type", "id");

-- What is read of all candidates of a search at once: out of their documents it takes several times as long.
ALTER TABLE "Candidate"
  ADD COLUMN "peakMemoryBytes" DOUBLE PRECISION GENERATED ALWAYS AS (("measurement"->>'peakMemoryBytes')::float8) STORED,
  ADD COLUMN "trainSeconds" DOUBLE PRECISION GENERATED ALWAYS AS (("measurement"->>'trainSeconds')::float8) STORED,
  ADD COLUMN "trainedSteps" DOUBLE PRECISION GENERATED ALWAYS AS (("measurement"->'curve'->-1->>'step')::float8) STORED,
  ALTER COLUMN "encoding" TYPE JSON;
-- Documents lie beside their row, not in it: what goes through a search without looking into them reads less than half.
ALTER TABLE "Candidate" SET (toast_tuple_target = 1024);
