-- Full trainings of candidates, with attempts like those of candidates.
CREATE TYPE "TrainingStatus" AS ENUM ('queued', 'running', 'completed', 'failed', 'cancelled');

CREATE TABLE "Training" (
    "id" UUID NOT NULL,
    "candidateId" UUID NOT NULL,
    "task" JSONB NOT NULL,
    "status" "TrainingStatus" NOT NULL DEFAULT 'queued',
    "failureReason" "FailureReason",
    "failureMessage" TEXT,
    "test" JSONB,
    "weights" JSONB,
    "device" JSONB,
    "trainSeconds" DOUBLE PRECISION,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),
    "tidiedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Training_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Training_candidateId_idx" ON "Training"("candidateId");
CREATE INDEX "Training_status_idx" ON "Training"("status");

ALTER TABLE "Training" ADD CONSTRAINT "Training_candidateId_fkey" FOREIGN KEY ("candidateId") REFERENCES "Candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Attempt" ALTER COLUMN "candidateId" DROP NOT NULL, ADD COLUMN "trainingId" UUID, ADD COLUMN "workerVersion" TEXT;
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_subject_check" CHECK (num_nonnulls("candidateId", "trainingId") = 1);
CREATE UNIQUE INDEX "Attempt_trainingId_number_key" ON "Attempt"("trainingId", "number");
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_trainingId_fkey" FOREIGN KEY ("trainingId") REFERENCES "Training"("id") ON DELETE CASCADE ON UPDATE CASCADE;
