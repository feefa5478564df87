-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "SearchStatus" AS ENUM ('pending', 'running', 'paused', 'completed', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "CandidateStatus" AS ENUM ('queued', 'running', 'completed', 'failed', 'pruned', 'cancelled');

-- CreateEnum
CREATE TYPE "AttemptStatus" AS ENUM ('queued', 'running', 'completed', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "FailureReason" AS ENUM ('LOST', 'OOM', 'DIVERGED', 'TIMEOUT', 'INVALID', 'ERROR');

-- CreateEnum
CREATE TYPE "CandidateRole" AS ENUM ('reference', 'candidate');

-- CreateTable
CREATE TABLE "Search" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "status" "SearchStatus" NOT NULL DEFAULT 'pending',
    "statusReason" TEXT,
    "spaceName" TEXT NOT NULL,
    "space" JSONB NOT NULL,
    "dataset" TEXT NOT NULL,
    "proxyTask" JSONB NOT NULL,
    "objective" JSONB NOT NULL,
    "strategy" JSONB NOT NULL,
    "budget" JSONB NOT NULL,
    "concurrency" INTEGER NOT NULL,
    "seed" INTEGER NOT NULL,
    "referenceParams" DOUBLE PRECISION NOT NULL,
    "strategyState" JSONB,
    "idempotencyKey" TEXT,
    "requestHash" TEXT,
    "activeSeconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "runningSince" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Search_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReferenceStepTime" (
    "searchId" UUID NOT NULL,
    "deviceClass" TEXT NOT NULL,
    "stepTimeMs" JSONB NOT NULL,
    "device" JSONB NOT NULL,
    "measuredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ReferenceStepTime_pkey" PRIMARY KEY ("searchId","deviceClass")
);

-- CreateTable
CREATE TABLE "Candidate" (
    "id" UUID NOT NULL,
    "searchId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "role" "CandidateRole" NOT NULL,
    "architecture" JSONB NOT NULL,
    "architectureHash" TEXT NOT NULL,
    "architectureText" TEXT NOT NULL,
    "encoding" JSONB,
    "status" "CandidateStatus" NOT NULL DEFAULT 'queued',
    "failureReason" "FailureReason",
    "failureMessage" TEXT,
    "params" DOUBLE PRECISION NOT NULL,
    "multiplyAdds" DOUBLE PRECISION NOT NULL,
    "accuracy" DOUBLE PRECISION,
    "stepTimeMs" DOUBLE PRECISION,
    "deviceClass" TEXT,
    "reward" DOUBLE PRECISION,
    "measurement" JSONB,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),
    "toldAt" TIMESTAMPTZ(3),

    CONSTRAINT "Candidate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attempt" (
    "id" UUID NOT NULL,
    "candidateId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "token" UUID NOT NULL,
    "status" "AttemptStatus" NOT NULL DEFAULT 'queued',
    "workerId" TEXT,
    "failureReason" "FailureReason",
    "failureMessage" TEXT,
    "logTail" TEXT,
    "progress" JSONB,
    "leaseUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "queuedAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3),
    "trainedAt" TIMESTAMPTZ(3),
    "timedAt" TIMESTAMPTZ(3),
    "reportedAt" TIMESTAMPTZ(3),
    "acceptedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CurvePoint" (
    "attemptId" UUID NOT NULL,
    "step" INTEGER NOT NULL,
    "epoch" DOUBLE PRECISION NOT NULL,
    "trainLoss" DOUBLE PRECISION NOT NULL,
    "validationLoss" DOUBLE PRECISION NOT NULL,
    "validationAccuracy" DOUBLE PRECISION NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "CurvePoint_pkey" PRIMARY KEY ("attemptId","step")
);

-- CreateTable
CREATE TABLE "Worker" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "version" TEXT NOT NULL,
    "device" JSONB NOT NULL,
    "deviceClass" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "candidateId" UUID,
    "completed" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "heartbeatAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" BIGSERIAL NOT NULL,
    "searchId" UUID,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Search_idempotencyKey_key" ON "Search"("idempotencyKey");

-- CreateIndex
CREATE INDEX "Search_createdAt_idx" ON "Search"("createdAt");

-- CreateIndex
CREATE INDEX "Search_status_idx" ON "Search"("status");

-- CreateIndex
CREATE INDEX "Candidate_searchId_status_idx" ON "Candidate"("searchId", "status");

-- CreateIndex
CREATE INDEX "Candidate_searchId_reward_idx" ON "Candidate"("searchId", "reward");

-- CreateIndex
CREATE INDEX "Candidate_searchId_accuracy_idx" ON "Candidate"("searchId", "accuracy");

-- CreateIndex
CREATE INDEX "Candidate_searchId_stepTimeMs_idx" ON "Candidate"("searchId", "stepTimeMs");

-- CreateIndex
CREATE INDEX "Candidate_searchId_finishedAt_idx" ON "Candidate"("searchId", "finishedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Candidate_searchId_number_key" ON "Candidate"("searchId", "number");

-- CreateIndex
CREATE INDEX "Attempt_status_idx" ON "Attempt"("status");

-- CreateIndex
CREATE UNIQUE INDEX "Attempt_candidateId_number_key" ON "Attempt"("candidateId", "number");

-- CreateIndex
CREATE INDEX "Worker_heartbeatAt_idx" ON "Worker"("heartbeatAt");

-- CreateIndex
CREATE INDEX "Event_searchId_id_idx" ON "Event"("searchId", "id");

-- AddForeignKey
ALTER TABLE "ReferenceStepTime" ADD CONSTRAINT "ReferenceStepTime_searchId_fkey" FOREIGN KEY ("searchId") REFERENCES "Search"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Candidate" ADD CONSTRAINT "Candidate_searchId_fkey" FOREIGN KEY ("searchId") REFERENCES "Search"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_candidateId_fkey" FOREIGN KEY ("candidateId") REFERENCES "Candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CurvePoint" ADD CONSTRAINT "CurvePoint_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

