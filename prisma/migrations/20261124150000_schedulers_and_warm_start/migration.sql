-- AlterTable
ALTER TABLE "Search" ADD COLUMN     "leader" JSONB,
ADD COLUMN     "scheduler" JSONB,
ADD COLUMN     "warmStart" JSONB;

-- AlterTable
ALTER TABLE "Candidate" ADD COLUMN     "prunedAtStep" INTEGER,
ADD COLUMN     "reusedFrom" UUID;

-- AlterTable
ALTER TABLE "Attempt" ADD COLUMN     "timed" JSONB;

-- Live events that a page may still ask for: nothing was reused or pruned before.
UPDATE "Event" SET "data" = '{"reusedFrom": null, "prunedAtStep": null}'::jsonb || "data" WHERE "type" = 'candidate.updated';
UPDATE "Event" SET "data" = '{"warmStart": null, "scheduler": {"name": "none", "options": {}}}'::jsonb || "data" WHERE "type" = 'search.updated';
