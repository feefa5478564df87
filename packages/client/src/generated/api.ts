/** Generated from the API's OpenAPI document by scripts/generate-client.mjs; not to be edited. */
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process lives */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the database answers */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schemas/architecture.v1.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** JSON Schema: architecture.v1 */
        get: operations["getArchitectureSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schemas/search-space.v1.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** JSON Schema: search-space.v1 */
        get: operations["getSearchSpaceSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/architectures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Published architectures and what they cost
         * @description EfficientNetV2-B0 to B3, S to XL, and EfficientNet B0 to B7, at their own image sizes and 1000 classes.
         */
        get: operations["listArchitectures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/architectures/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One published architecture, part by part */
        get: operations["getArchitecture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/architectures/scale": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A larger or smaller form of an architecture
         * @description Of a published one by its name, or of any document. Nothing is stored.
         */
        post: operations["scaleArchitecture"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/candidates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One candidate: architecture, curve, step time, attempts */
        get: operations["getCandidate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/candidates/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Any candidate, as a document or for another framework
         * @description Formats with trained weights take those of the full training that completed last. A format of several files is a zip archive.
         */
        get: operations["exportCandidate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Datasets that candidates can be trained on
         * @description Those that come with Stride, then every folder in STRIDE_DATA_DIR; `unusable` says what is wrong with the others there.
         */
        get: operations["listDatasets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live events of every search and worker
         * @description Begins with what happens next, or after the event that it is told to resume from. Where events after that one are kept no more, it begins with `stream.reset`: load anew what you follow.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedulers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Schedulers, which decide what is trained to the end, and their options */
        get: operations["listSchedulers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search-spaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The search spaces that can be named */
        get: operations["listSearchSpaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search-spaces/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The document of one search space */
        get: operations["getSearchSpace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search-spaces/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a document without submitting it */
        post: operations["validateSearchSpace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Searches, newest first */
        get: operations["listSearches"];
        put?: never;
        /**
         * Submit a search
         * @description Everything but the space has a default; the answer shows what was filled in.
         */
        post: operations["createSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One search with everything it was submitted with */
        get: operations["getSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every attempt that a worker has begun, by column, for a timeline
         * @description At candidates, the reference among them, and at full trainings, in the order in which they began.
         */
        get: operations["getSearchAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/best": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The completed candidate within the caps that is expected to have the highest reward */
        get: operations["getBestCandidate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a search and its candidates in flight */
        post: operations["cancelSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Candidates of a search, a page at a time
         * @description The reference is no candidate; the search itself shows it. Candidates without a value come last in either order.
         */
        get: operations["listCandidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/curves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Learning curves of chosen candidates
         * @description Of those named by `ids`, once or repeatedly, of the best, and of those in training, each once. An id of no candidate of this search is refused.
         */
        get: operations["getCandidateCurves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live events of one search
         * @description Begins with what happens next, or after the event that it is told to resume from. Where events after that one are kept no more, it begins with `stream.reset`: load anew what you follow.
         */
        get: operations["streamSearchEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The winner, as a document or for another framework
         * @description Formats with trained weights take those of the full training that completed last. A format of several files is a zip archive.
         */
        get: operations["exportWinner"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add candidates to the budget; a finished search runs again
         * @description The limits on time and failures grow in proportion.
         */
        post: operations["extendSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened in a search, the newest first
         * @description Kept as long as the search is. What is new comes as live events `log.appended`.
         */
        get: operations["getSearchLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/pareto": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Completed candidates that no other beats in accuracy, step time and parameters at once
         * @description And how the volume that they cover grew. What breaks a cap takes no part; step times of different classes of device are compared as multiples of the reference's on each.
         */
        get: operations["getParetoFront"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for no new candidates; those in flight go on */
        post: operations["pauseSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every candidate of a search at once, by column, for charts
         * @description In the order of proposal. Follow the events after `lastEventId` to keep it up to date.
         */
        get: operations["getSearchPoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/rescore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What would have won under another objective
         * @description Computed from the stored measurements; nothing is trained and nothing changes. What the objective leaves out, caps included, is as in the search.
         */
        post: operations["rescoreSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with a paused search */
        post: operations["resumeSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/train": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Train candidates in full, on all training images
         * @description As jobs on the same workers. Where the same training of a candidate is under way or completed, it is the answer, and no other is begun.
         */
        post: operations["trainCandidates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{id}/trainings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Full trainings of a search, oldest first, and what they say of its proxy task */
        get: operations["listTrainings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a search would be, without submitting it
         * @description Takes and refuses what submitting does, and stores nothing. Without a seed the one in `proxyTask` stands for the one that is drawn then.
         */
        post: operations["planSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/strategies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Strategies, which decide what is tried next, and their options */
        get: operations["listStrategies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trainings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One full training: its task, curve and attempts */
        get: operations["getTraining"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trainings/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a training that is queued or running */
        post: operations["cancelTraining"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Workers heard of in the last hour, living ones first */
        get: operations["listWorkers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workers/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How busy each worker has been, and how its device has kept its pace */
        get: operations["getWorkerActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Architecture
         * @description One concrete network
         */
        Architecture: {
            classes: number;
            head: {
                /** @description channels before the classifier */
                channels: number;
            };
            input: components["schemas"]["ImageShape"];
            /** @enum {number} */
            schemaVersion: 1;
            stages: {
                /** @description output channels */
                channels: number;
                /** @description hidden width as a multiple of the block input channels */
                expansion: number;
                /** @enum {number} */
                kernel: 1 | 3 | 5 | 7;
                /** @description number of blocks */
                layers: number;
                /** @enum {string} */
                op: "mbconv" | "fused_mbconv";
                /** @description fraction of the block input channels; 0 means none */
                squeezeExcite: number;
                /** @enum {number} */
                stride: 1 | 2;
            }[];
            stem: {
                /** @description output channels */
                channels: number;
                /** @enum {number} */
                kernel: 1 | 3 | 5 | 7;
                /** @enum {number} */
                stride: 1 | 2;
            };
        };
        /** Architecture and its costs */
        ArchitectureDetail: {
            /** @description kept by training for the backward pass of a batch, bytes */
            activationBytes: number;
            architecture: components["schemas"]["Architecture"];
            /** @description images that activationBytes is for */
            batchSize: number;
            hash: string;
            /** @description multiply-adds of convolutions and classifier for one image */
            multiplyAdds: number;
            name: string;
            params: {
                /** @description with the moving means and variances of batch norm */
                total: number;
                /** @description trainable parameters */
                trainable: number;
            };
            stages: {
                /** @description kept by training for the backward pass of a batch, bytes */
                activationBytes: number;
                /** @description moving means and variances */
                batchNormStatistics: number;
                layers: number;
                /** @description multiply-adds of convolutions and classifier for one image */
                multiplyAdds: number;
                /** @description "stem", "stage 1" and so on, "head", "classifier" */
                name: string;
                op: string | null;
                outputShape: {
                    /** @description channels */
                    channels: number;
                    /** @description pixels */
                    height: number;
                    /** @description pixels */
                    width: number;
                };
                /** @description trainable parameters */
                params: number;
            }[];
            /** @description one-line form */
            text: string;
        };
        ArchitectureSummary: {
            classes: number;
            input: components["schemas"]["ImageShape"];
            /** @description multiply-adds of convolutions and classifier for one image */
            multiplyAdds: number;
            name: string;
            params: {
                /** @description with the moving means and variances of batch norm */
                total: number;
                /** @description trainable parameters */
                trainable: number;
            };
            /** @description one-line form */
            text: string;
        };
        Artifact: {
            bytes: number;
            key: string;
            sha256: string;
        };
        Attempt: {
            acceptedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            failureMessage: string | null;
            failureReason: components["schemas"]["FailureReason"] | null;
            logTail: string | null;
            number: number;
            queuedAt: string | null;
            reportedAt: string | null;
            startedAt: string | null;
            status: components["schemas"]["TrainingStatus"];
            timedAt: string | null;
            trainedAt: string | null;
            workerId: string | null;
            workerVersion: string | null;
        };
        Budget: {
            /** @description proposals to finish; the reference does not count */
            candidates: number;
            failures: number | null;
            wallSeconds: number | null;
        };
        CalibrationMs: number | null;
        CandidateCurve: {
            /** Format: uuid */
            candidateId: string;
            /** @description of its latest attempt */
            curve: components["schemas"]["CurvePoint"][];
            number: number;
            reward: number | null;
            status: components["schemas"]["CandidateStatus"];
        };
        /** Learning curves */
        CandidateCurves: {
            /** @description each candidate once, by number */
            items: components["schemas"]["CandidateCurve"][];
        };
        CandidateDetail: {
            accuracy: number | null;
            architecture: components["schemas"]["Architecture"];
            architectureHash: string;
            architectureText: string;
            attemptHistory: components["schemas"]["Attempt"][];
            attempts: number;
            calibrationMs: components["schemas"]["CalibrationMs"];
            curve: components["schemas"]["CurvePoint"][];
            device: components["schemas"]["Device"] | null;
            deviceClass: string | null;
            encoding: number[] | null;
            failureMessage: string | null;
            failureReason: components["schemas"]["FailureReason"] | null;
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            multiplyAdds: number;
            /** @description 0 is the reference architecture */
            number: number;
            params: number;
            peakMemoryBytes: number | null;
            progress: components["schemas"]["Progress"] | null;
            /** Format: date-time */
            proposedAt: string;
            prunedAtStep: number | null;
            reusedFrom: string | null;
            reward: number | null;
            /** @enum {string} */
            role: "reference" | "candidate";
            /** Format: uuid */
            searchId: string;
            startedAt: string | null;
            status: components["schemas"]["CandidateStatus"];
            stepTimeMs: components["schemas"]["StepTime"] | null;
            stepTimeQuantilesMs: number[] | null;
            timeSeconds: number | null;
            timingFlags: components["schemas"]["TimingFlags"];
            trainSeconds: number | null;
            workerId: string | null;
        };
        /** Candidate */
        CandidateDocument: {
            architecture: components["schemas"]["Architecture"];
            architectureHash: string;
            architectureText: string;
            measurement: {
                accuracy: number;
                device: components["schemas"]["Device"];
                multiplyAdds: number;
                params: number;
                reward: number;
                stepTimeMs: components["schemas"]["StepTime"];
                timingFlags: components["schemas"]["TimingFlags"];
            } | null;
            provenance: {
                /** Format: uuid */
                candidateId: string;
                dataset: string;
                /** Format: date-time */
                exportedAt: string;
                number: number;
                objective: components["schemas"]["Objective"];
                proxyTask: components["schemas"]["ProxyTask"];
                reusedFrom: {
                    /** Format: uuid */
                    candidateId: string;
                    number: number | null;
                    proxyTask: components["schemas"]["ProxyTask"] | null;
                    searchId: string | null;
                } | null;
                /** Format: uuid */
                searchId: string;
                seed: number;
                space: components["schemas"]["SearchSpace"];
                spaceName: string;
                strategy: components["schemas"]["StrategyChoice"];
                /** @description that wrote this document */
                strideVersion: string;
                versions: {
                    backend: string | null;
                    /** @description that it runs on */
                    node: string;
                    /** @description that wrote this document */
                    stride: string;
                    worker: string | null;
                };
            };
            /** @enum {number} */
            schemaVersion: 1;
        };
        CandidatePage: {
            items: components["schemas"]["CandidateSummary"][];
            nextCursor: string | null;
            total: number;
        };
        /** @enum {string} */
        CandidateStatus: "queued" | "running" | "completed" | "failed" | "pruned" | "cancelled";
        CandidateSummary: {
            accuracy: number | null;
            architectureHash: string;
            architectureText: string;
            attempts: number;
            deviceClass: string | null;
            encoding: number[] | null;
            failureMessage: string | null;
            failureReason: components["schemas"]["FailureReason"] | null;
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            multiplyAdds: number;
            /** @description 0 is the reference architecture */
            number: number;
            params: number;
            progress: components["schemas"]["Progress"] | null;
            /** Format: date-time */
            proposedAt: string;
            prunedAtStep: number | null;
            reusedFrom: string | null;
            reward: number | null;
            /** @enum {string} */
            role: "reference" | "candidate";
            /** Format: uuid */
            searchId: string;
            startedAt: string | null;
            status: components["schemas"]["CandidateStatus"];
            stepTimeMs: components["schemas"]["StepTime"] | null;
            timingFlags: components["schemas"]["TimingFlags"];
            workerId: string | null;
        };
        /** @description what a network must not exceed, whatever its reward */
        Caps: {
            /** @description held on the device at the height of training, bytes */
            memoryBytes?: number;
            /** @description trainable parameters */
            params?: number;
            /** @description median training-step time on the device that measures it, ms */
            stepTimeMs?: number;
        };
        ChoiceInfo: {
            description: string;
            /** @description of searches that name none */
            isDefault: boolean;
            name: string;
            options: components["schemas"]["OptionInfo"][];
        };
        CreatedTrainings: {
            items: components["schemas"]["TrainingSummary"][];
        };
        CurvePoint: {
            epoch: number;
            seconds: number;
            step: number;
            trainLoss: number;
            validationAccuracy: number;
            validationLoss: number;
        };
        Dataset: {
            classes: number;
            description: string;
            licence: string;
            name: string;
            shape: components["schemas"]["ImageShape"];
            splits: {
                test: number;
                train: number;
                validation: number;
            };
        };
        Decision: {
            choices: (string | number)[];
            /** @description where in the search space it is made, a JSON pointer */
            path: string;
        };
        Device: {
            backend: string;
            driver: string;
            name: string;
            threads: number;
            vendor: string;
        };
        /** Extend search */
        ExtendSearch: {
            candidates: number;
        };
        /** @enum {string} */
        FailureReason: "LOST" | "OOM" | "DIVERGED" | "TIMEOUT" | "INVALID" | "ERROR";
        /** @description How much of the space of accuracy, log of step time and log of parameters some candidate is as good as, down to an accuracy of 0, 10 times the step time and 10 times the parameters of the reference. The reference alone would have its accuracy; each factor of ten in time or size adds as much again. */
        Hypervolume: {
            /** @description after each candidate that added to it, and the last; of more than 500 some, evenly */
            overTime: {
                /** @description candidates with a result so far, in the order in which they finished */
                finished: number;
                /** Format: date-time */
                finishedAt: string;
                /** @description of the candidate that finished */
                number: number;
                value: number;
            }[];
            /** @description the point that the volume is measured down to */
            reference: {
                /** @description no less */
                accuracy: number;
                /** @description no more */
                paramsRatio: number;
                /** @description no more */
                stepTimeRatio: number;
            };
            value: number;
        };
        ImageShape: {
            /** @description 1 grey, 3 colour */
            channels: number;
            /** @description pixels */
            height: number;
            /** @description pixels */
            width: number;
        };
        Objective: {
            caps?: components["schemas"]["Caps"];
            /** @enum {string} */
            kind: "joint";
            /** @description exponent of the normalised parameter count */
            v: number;
            /** @description exponent of the normalised step time */
            w: number;
        } | {
            /** @description what a step of twice the target costs in accuracy */
            beta: number;
            caps?: components["schemas"]["Caps"];
            /** @enum {string} */
            kind: "absolute";
            /** @description step time that is aimed at, as a multiple of the reference's on the same class of device */
            target: number;
        } | {
            caps?: components["schemas"]["Caps"];
            /** @enum {string} */
            kind: "pareto";
        };
        ObjectiveRequest: {
            caps?: components["schemas"]["Caps"];
            /** @enum {string} */
            kind?: "joint";
            /** @description exponent of the normalised parameter count */
            v?: number;
            /** @description exponent of the normalised step time */
            w?: number;
        } | {
            /** @description what a step of twice the target costs in accuracy */
            beta?: number;
            caps?: components["schemas"]["Caps"];
            /** @enum {string} */
            kind: "absolute";
            /** @description step time that is aimed at, as a multiple of the reference's on the same class of device */
            target?: number;
        } | {
            caps?: components["schemas"]["Caps"];
            /** @enum {string} */
            kind: "pareto";
        };
        OptionInfo: {
            default: number;
            description: string;
            integer: boolean;
            maximum: number;
            minimum: number;
            name: string;
        };
        Pareto: {
            hypervolume: components["schemas"]["Hypervolume"];
            items: components["schemas"]["ParetoCandidate"][];
        };
        ParetoCandidate: {
            accuracy: number | null;
            architectureHash: string;
            architectureText: string;
            attempts: number;
            deviceClass: string | null;
            encoding: number[] | null;
            failureMessage: string | null;
            failureReason: components["schemas"]["FailureReason"] | null;
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            multiplyAdds: number;
            /** @description 0 is the reference architecture */
            number: number;
            params: number;
            /** @description as a multiple of the reference architecture's parameters */
            paramsRatio: number;
            progress: components["schemas"]["Progress"] | null;
            /** Format: date-time */
            proposedAt: string;
            prunedAtStep: number | null;
            reusedFrom: string | null;
            reward: number | null;
            /** @enum {string} */
            role: "reference" | "candidate";
            /** Format: uuid */
            searchId: string;
            startedAt: string | null;
            status: components["schemas"]["CandidateStatus"];
            stepTimeMs: components["schemas"]["StepTime"] | null;
            /** @description as a multiple of the reference architecture's step time on the same class of device */
            stepTimeRatio: number;
            timingFlags: components["schemas"]["TimingFlags"];
            workerId: string | null;
        };
        Progress: {
            phase: components["schemas"]["TrainingPhase"];
            stepsDone: number;
            stepsTotal: number;
        };
        ProxyTask: {
            augmentation: {
                /** @description pixels of padding that a window is cut out of at random; 0 is off */
                crop: number;
                /**
                 * @description alpha; 0 is off
                 * @default 0
                 */
                cutmix: number;
                flip: boolean;
                /** @description alpha; 0 is off */
                mixup: number;
                randAugment: {
                    magnitude: number;
                    operations: number;
                } | null;
            };
            batchSize: number;
            dropout: number;
            /** @description of the averaged weights that are evaluated; 0 is off */
            emaDecay: number;
            epochs: number;
            evaluations: number;
            labelSmoothing: number;
            learningRate: number;
            memoryBudgetBytes: number | null;
            /** @enum {string} */
            optimizer: "rmsprop" | "sgd" | "adamw";
            /** @description how image size and regularisation grow during training */
            progressive: {
                /** @enum {string} */
                kind: "none";
            } | {
                from: {
                    dropout: number;
                    /** @description height in pixels */
                    imageSize: number;
                    /** @description of RandAugment */
                    magnitude: number;
                    /** @description alpha */
                    mixup: number;
                };
                /** @enum {string} */
                kind: "linear";
                stages: number;
            } | {
                /** @enum {string} */
                kind: "custom";
                stages: {
                    dropout: number;
                    /** @description height in pixels */
                    imageSize: number;
                    /** @description of RandAugment */
                    magnitude: number;
                    /** @description alpha */
                    mixup: number;
                    /** @description of all steps */
                    share: number;
                }[];
            };
            schedule: {
                /** @enum {string} */
                kind: "cosine";
            } | {
                epochs: number;
                /** @enum {string} */
                kind: "exponential";
                rate: number;
            };
            seed: number;
            stochasticDepth: number;
            timeoutSeconds: number;
            timing: {
                steps: number;
                warmupSteps: number;
            };
            trainSamples: number | null;
            validationSamples: number | null;
            /** @description share of the steps with rising learning rate */
            warmupFraction: number;
            weightDecay: number;
        };
        RankCorrelation: {
            /** @description candidates compared */
            k: number;
            /** @description Kendall's tau-b of the search's validation accuracy and the test accuracy after full training */
            tau: number;
        };
        /** @description of those within the caps the one whose reward is expected to be the best, which need not be the luckiest run */
        RescoredCandidate: {
            accuracy: number;
            /** @description one-line form */
            architectureText: string;
            deviceClass: string;
            /** Format: uuid */
            id: string;
            number: number;
            params: number;
            /** @description 1 for the best under the search's own objective */
            presentRank: number;
            presentReward: number;
            /** @description 1 for the best under the other objective */
            rank: number;
            reward: number;
            /** @description median, ms */
            stepTimeMs: number;
            /** @description as a multiple of the reference's on the same class of device */
            stepTimeRatio: number;
            /** @description of the other objective; what is not within cannot win */
            withinCaps: boolean;
        };
        /** Rescore search */
        RescoreSearch: {
            objective: components["schemas"]["ObjectiveRequest"];
            /**
             * @description so many of the best are listed
             * @default 10
             */
            top: number;
        };
        /**
         * Rescoring
         * @description nothing of it is stored, and nothing was trained for it
         */
        Rescoring: {
            /** @description the best under the other objective, the best first */
            items: components["schemas"]["RescoredCandidate"][];
            kendallTau: number | null;
            /** @description completed candidates, whose rewards were computed anew */
            measured: number;
            objective: components["schemas"]["Objective"];
            presentObjective: components["schemas"]["Objective"];
            presentWinner: components["schemas"]["RescoredCandidate"] | null;
            /** Format: uuid */
            searchId: string;
            winner: components["schemas"]["RescoredCandidate"] | null;
            winnerEstimate: number | null;
            /** @description of those, within the caps of the other objective */
            withinCaps: number;
        };
        /** Scale architecture */
        ScaleArchitecture: {
            architecture: string | components["schemas"]["Architecture"];
            /** @description images that activationBytes is for; default 1 */
            batchSize?: number;
            /** @description classes of the classifier, at least 2; default: those of the architecture */
            classes?: number;
            imageSize?: number | null;
            maxImageSize?: number | null;
            /**
             * @description compound (default): all stages alike, as EfficientNet V1; nonuniform: more layers late, the head does not grow, images of 480 pixels at most, as EfficientNetV2
             * @enum {string}
             */
            method?: "compound" | "nonuniform";
            /** @description of channels; the default is that of EfficientNetV2 */
            rounding?: {
                /** @description the multiple above where the nearest loses more than a tenth, as EfficientNet V1; default false */
                keepNinetyPercent?: boolean;
                /** @description the fewest channels that rounding gives; default 8 */
                minimum?: number;
                /** @description channels are multiples of this; default 8 */
                multipleOf?: number;
            };
            /** @description multiples, or phi, or one budget */
            target: {
                /** @description multiple of the layers, 0.05 to 20; default 1 */
                depth?: number;
                /** @description budget of multiply-adds for one image, met within 5 % */
                multiplyAdds?: number;
                /** @description budget of trainable parameters, met within 5 % */
                params?: number;
                /** @description depth 1.2^phi, width 1.1^phi, resolution 1.15^phi; -16 to 16 */
                phi?: number;
                /** @description multiple of the image size, 0.05 to 20; default 1 */
                resolution?: number;
                /** @description multiple of the channels, 0.05 to 20; default 1 */
                width?: number;
            };
        };
        /** Scaled architecture and its costs */
        ScaledArchitecture: {
            /** @description kept by training for the backward pass of a batch, bytes */
            activationBytes: number;
            architecture: components["schemas"]["Architecture"];
            /** @description images that activationBytes is for */
            batchSize: number;
            coefficients: {
                /** @description multiple of the layers */
                depth: number;
                /** @description of the images that came out */
                resolution: number;
                /** @description multiple of the channels */
                width: number;
            };
            hash: string;
            /** @description multiply-adds of convolutions and classifier for one image */
            multiplyAdds: number;
            params: {
                /** @description with the moving means and variances of batch norm */
                total: number;
                /** @description trainable parameters */
                trainable: number;
            };
            stages: {
                /** @description kept by training for the backward pass of a batch, bytes */
                activationBytes: number;
                /** @description moving means and variances */
                batchNormStatistics: number;
                layers: number;
                /** @description multiply-adds of convolutions and classifier for one image */
                multiplyAdds: number;
                /** @description "stem", "stage 1" and so on, "head", "classifier" */
                name: string;
                op: string | null;
                outputShape: {
                    /** @description channels */
                    channels: number;
                    /** @description pixels */
                    height: number;
                    /** @description pixels */
                    width: number;
                };
                /** @description trainable parameters */
                params: number;
            }[];
            /** @description one-line form */
            text: string;
        };
        SchedulerChoice: {
            /** @description none: every candidate is trained to the end */
            name: string;
            options: {
                [key: string]: number;
            };
        };
        SchedulerList: {
            items: components["schemas"]["ChoiceInfo"][];
        };
        /** Attempts */
        SearchAttempts: {
            columns: {
                /** @description which try it was */
                attempt: number[];
                /** @description what was tried */
                candidateId: string[];
                /** @description when it was over; null while it runs */
                endedAt: (number | null)[];
                /** @description of a failed one */
                failureReason: (components["schemas"]["FailureReason"] | null)[];
                /** @description of the candidate in its search; 0 is the reference */
                number: number[];
                /** @description when a worker took it */
                startedAt: number[];
                /** @description of the attempt */
                status: components["schemas"]["TrainingStatus"][];
                /** @description null: training on the proxy task; else the full training */
                trainingId: (string | null)[];
                /** @description index into workers */
                worker: (number | null)[];
            };
            /** @description events after it tell what has changed since */
            lastEventId: string;
            /** @description what `worker` indexes */
            workers: string[];
        };
        /** @description proposals by status; the reference and what is reused of another search are not counted */
        SearchCounts: {
            cancelled: number;
            completed: number;
            failed: number;
            pruned: number;
            queued: number;
            running: number;
        };
        /** @description an earlier request with this Idempotency-Key made the search */
        SearchDetail: {
            /** @description seconds for which workers have held attempts at its candidates, those whose results the strategy has been told */
            acceleratorSeconds: number;
            /** @description seconds spent running so far */
            activeSeconds: number;
            bestCandidateId: string | null;
            bestEstimate: number | null;
            bestReward: number | null;
            budget: components["schemas"]["Budget"];
            concurrency: number;
            counts: components["schemas"]["SearchCounts"];
            /** Format: date-time */
            createdAt: string;
            dataset: string;
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            objective: components["schemas"]["Objective"];
            proxyTask: components["schemas"]["ProxyTask"];
            reference: components["schemas"]["CandidateSummary"] | null;
            referenceParams: number;
            referenceStepTimes: {
                device: components["schemas"]["Device"];
                deviceClass: string;
                /** Format: date-time */
                measuredAt: string;
                stepTimeMs: components["schemas"]["StepTime"];
            }[];
            scheduler: components["schemas"]["SchedulerChoice"];
            seed: number;
            /** @description whether its results come from a simulator; nothing was trained then */
            simulated: boolean;
            space: components["schemas"]["SearchSpace"];
            spaceName: string;
            spaceSize: string;
            startedAt: string | null;
            status: components["schemas"]["SearchStatus"];
            statusReason: string | null;
            strategy: components["schemas"]["StrategyChoice"];
            trainingTime: components["schemas"]["TrainingTime"];
            warmStart: components["schemas"]["WarmStart"] | null;
        };
        /** Log of a search */
        SearchLog: {
            /** @description the newest first */
            items: {
                /** Format: date-time */
                at: string;
                candidateId: string | null;
                /** @description of its live event, log.appended */
                id: string;
                /**
                 * @description warning: something was tried again, or is doubtful; error: a candidate, a training or the search has failed
                 * @enum {string}
                 */
                level: "info" | "warning" | "error";
                /** @description one sentence for a person */
                message: string;
                number: number | null;
                /** Format: uuid */
                searchId: string;
                workerId: string | null;
            }[];
            more: boolean;
        };
        SearchPage: {
            items: components["schemas"]["SearchSummary"][];
            nextCursor: string | null;
            total: number;
        };
        /**
         * Search plan
         * @description the request with everything that it leaves out filled in, and what it would search
         */
        SearchPlan: {
            budget: components["schemas"]["Budget"];
            concurrency: number;
            dataset: string;
            /** @description of the search space */
            decisions: number;
            name: string;
            objective: components["schemas"]["Objective"];
            proxyTask: components["schemas"]["ProxyTask"];
            reference: {
                /** @description estimate of what its training holds at its height */
                memoryBytes: number;
                /** @description of one image */
                multiplyAdds: number;
                /** @description trainable */
                params: number;
                /** @description one-line form */
                text: string;
            };
            scheduler: components["schemas"]["SchedulerChoice"];
            seed: number | null;
            spaceName: string;
            /** @description exact number of different architectures */
            spaceSize: string;
            strategy: components["schemas"]["StrategyChoice"];
        };
        /** Search points */
        SearchPoints: {
            columns: {
                /** @description validation, 0 to 1 */
                accuracy: (number | null)[];
                /** @description index into deviceClasses */
                deviceClass: (number | null)[];
                /** @description of each decision the index of its choice */
                encoding: number[][];
                /** @description when it got its final status */
                finishedAt: (number | null)[];
                /** @description of the candidate */
                id: string[];
                /** @description of one image */
                multiplyAdds: number[];
                /** @description of the candidate in its search */
                number: number[];
                /** @description trainable parameters */
                params: number[];
                /** @description of a pruned candidate that of its last evaluation */
                reward: (number | null)[];
                /** @description of the candidate */
                status: components["schemas"]["CandidateStatus"][];
                /** @description median, ms */
                stepTimeMs: (number | null)[];
            };
            /** @description what `encoding` indexes */
            decisions: components["schemas"]["Decision"][];
            /** @description what `deviceClass` indexes; step times of different classes do not compare */
            deviceClasses: string[];
            /** @description events after it tell what has changed since */
            lastEventId: string;
        };
        /**
         * Search space
         * @description What is fixed and what is searched: every field is one value or a list of choices
         */
        SearchSpace: {
            $schema?: string;
            classes: number | number[];
            description?: string;
            head: {
                channels: number | number[];
            };
            input: {
                channels: number | number[];
                height: number | number[];
                width: number | number[];
            };
            name: string;
            reference: components["schemas"]["Architecture"];
            /** @enum {number} */
            schemaVersion: 1;
            stages: {
                channels: number | number[];
                expansion: number | number[];
                kernel: (1 | 3 | 5 | 7) | (1 | 3 | 5 | 7)[];
                layers: number | number[];
                op: ("mbconv" | "fused_mbconv") | ("mbconv" | "fused_mbconv")[];
                squeezeExcite: number | number[];
                stride: (1 | 2) | (1 | 2)[];
            }[];
            stem: {
                channels: number | number[];
                kernel: (1 | 3 | 5 | 7) | (1 | 3 | 5 | 7)[];
                stride: (1 | 2) | (1 | 2)[];
            };
        };
        SearchSpaceSummary: {
            classes: unknown;
            description: string;
            input: unknown;
            name: string;
            reference: {
                multiplyAdds: number;
                params: number;
                text: string;
            };
            /** @description exact number of different architectures */
            size: string;
            stages: number;
        };
        /** @enum {string} */
        SearchStatus: "pending" | "running" | "paused" | "completed" | "failed" | "cancelled";
        SearchSummary: {
            /** @description seconds for which workers have held attempts at its candidates, those whose results the strategy has been told */
            acceleratorSeconds: number;
            /** @description seconds spent running so far */
            activeSeconds: number;
            bestCandidateId: string | null;
            bestEstimate: number | null;
            bestReward: number | null;
            budget: components["schemas"]["Budget"];
            concurrency: number;
            counts: components["schemas"]["SearchCounts"];
            /** Format: date-time */
            createdAt: string;
            dataset: string;
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            objective: components["schemas"]["Objective"];
            scheduler: components["schemas"]["SchedulerChoice"];
            seed: number;
            /** @description whether its results come from a simulator; nothing was trained then */
            simulated: boolean;
            spaceName: string;
            startedAt: string | null;
            status: components["schemas"]["SearchStatus"];
            statusReason: string | null;
            strategy: components["schemas"]["StrategyChoice"];
            warmStart: components["schemas"]["WarmStart"] | null;
        };
        StepTime: {
            /** @description ms */
            median: number;
            /** @description timed steps */
            n: number;
            /** @description ms */
            p10: number;
            /** @description ms */
            p90: number;
        };
        StrategyChoice: {
            name: string;
            options: {
                [key: string]: number;
            };
        };
        StrategyInfo: {
            description: string;
            /** @description whether some options that are left out go by the number of candidates; `default` is then that of a long search */
            fitsBudget: boolean;
            /** @description of searches that name none */
            isDefault: boolean;
            name: string;
            options: components["schemas"]["OptionInfo"][];
        };
        StrategyList: {
            items: components["schemas"]["StrategyInfo"][];
        };
        TestResult: {
            accuracy: number;
            /** @description number of images */
            images: number;
            /** @description mean cross entropy */
            loss: number;
        };
        /**
         * @description why the step time is doubtful. UNSTABLE: wide spread, also when timed again; CALIBRATION_OFF: the device was slower or faster than usual
         * @enum {string}
         */
        TimingFlag: "UNSTABLE" | "CALIBRATION_OFF";
        TimingFlags: components["schemas"]["TimingFlag"][];
        /** Train candidates */
        Train: {
            /** @description these candidates, whatever their reward */
            candidateIds?: string[];
            /** @description what differs from the recipe of a full training: all training images, 30 epochs, progressive where images are large or there is regularization to grow */
            task?: {
                augmentation?: {
                    /** @description pixels of padding that a window is cut out of at random; 0 is off */
                    crop: number;
                    /**
                     * @description alpha; 0 is off
                     * @default 0
                     */
                    cutmix: number;
                    flip: boolean;
                    /** @description alpha; 0 is off */
                    mixup: number;
                    randAugment: {
                        magnitude: number;
                        operations: number;
                    } | null;
                };
                batchSize?: number;
                dropout?: number;
                /** @description of the averaged weights that are evaluated; 0 is off */
                emaDecay?: number;
                epochs?: number;
                evaluations?: number;
                labelSmoothing?: number;
                learningRate?: number;
                memoryBudgetBytes?: number | null;
                /** @enum {string} */
                optimizer?: "rmsprop" | "sgd" | "adamw";
                /** @description how image size and regularisation grow during training */
                progressive?: {
                    /** @enum {string} */
                    kind: "none";
                } | {
                    from: {
                        dropout: number;
                        /** @description height in pixels */
                        imageSize: number;
                        /** @description of RandAugment */
                        magnitude: number;
                        /** @description alpha */
                        mixup: number;
                    };
                    /** @enum {string} */
                    kind: "linear";
                    stages: number;
                } | {
                    /** @enum {string} */
                    kind: "custom";
                    stages: {
                        dropout: number;
                        /** @description height in pixels */
                        imageSize: number;
                        /** @description of RandAugment */
                        magnitude: number;
                        /** @description alpha */
                        mixup: number;
                        /** @description of all steps */
                        share: number;
                    }[];
                };
                schedule?: {
                    /** @enum {string} */
                    kind: "cosine";
                } | {
                    epochs: number;
                    /** @enum {string} */
                    kind: "exponential";
                    rate: number;
                };
                seed?: number;
                stochasticDepth?: number;
                timeoutSeconds?: number;
                timing?: {
                    steps: number;
                    warmupSteps: number;
                };
                trainSamples?: number | null;
                validationSamples?: number | null;
                /** @description share of the steps with rising learning rate */
                warmupFraction?: number;
                weightDecay?: number;
            };
            /** @description so many of the best completed candidates; 1 when nothing is said */
            top?: number;
        };
        TrainingDetail: {
            architecture: components["schemas"]["Architecture"];
            architectureText: string;
            attemptHistory: components["schemas"]["Attempt"][];
            attempts: number;
            /** Format: uuid */
            candidateId: string;
            /** Format: date-time */
            createdAt: string;
            curve: components["schemas"]["CurvePoint"][];
            dataset: string;
            device: components["schemas"]["Device"] | null;
            epochs: number;
            failureMessage: string | null;
            failureReason: components["schemas"]["FailureReason"] | null;
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description of the candidate */
            number: number;
            params: number;
            progress: components["schemas"]["Progress"] | null;
            proxyAccuracy: number | null;
            /** Format: uuid */
            searchId: string;
            startedAt: string | null;
            status: components["schemas"]["TrainingStatus"];
            task: components["schemas"]["ProxyTask"];
            test: components["schemas"]["TestResult"] | null;
            trainSeconds: number | null;
            weights: components["schemas"]["Artifact"] | null;
            workerId: string | null;
        };
        /** @description rankCorrelation: how far the proxy task ranks candidates as full training does; null below two comparable ones */
        TrainingList: {
            items: components["schemas"]["TrainingSummary"][];
            rankCorrelation: components["schemas"]["RankCorrelation"] | null;
        };
        /** @enum {string} */
        TrainingPhase: "preparing" | "training" | "timing" | "evaluating";
        /** @enum {string} */
        TrainingStatus: "queued" | "running" | "completed" | "failed" | "cancelled";
        TrainingSummary: {
            architectureText: string;
            attempts: number;
            /** Format: uuid */
            candidateId: string;
            /** Format: date-time */
            createdAt: string;
            dataset: string;
            device: components["schemas"]["Device"] | null;
            epochs: number;
            failureMessage: string | null;
            failureReason: components["schemas"]["FailureReason"] | null;
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description of the candidate */
            number: number;
            params: number;
            progress: components["schemas"]["Progress"] | null;
            proxyAccuracy: number | null;
            /** Format: uuid */
            searchId: string;
            startedAt: string | null;
            status: components["schemas"]["TrainingStatus"];
            test: components["schemas"]["TestResult"] | null;
            trainSeconds: number | null;
            weights: components["schemas"]["Artifact"] | null;
            workerId: string | null;
        };
        /** @description accelerator time of the training of candidates */
        TrainingTime: {
            /** @description estimate: what pruned candidates would have taken until the end of their training at their own pace */
            savedSeconds: number;
            /** @description in training, evaluations included, and not the timing of steps */
            spentSeconds: number;
        };
        /** @description what the search started from; null: from nothing */
        WarmStart: {
            /** @description networks that the request gave to be tried first */
            candidates: number;
            fromSearch: string | null;
            /** @description measurements taken over from that search; 0 until this one has started */
            reused: number;
        };
        /**
         * Warm start
         * @description what the search starts from instead of nothing
         */
        WarmStartRequest: {
            /** @description networks of the space that are tried first, in this order; they count against the budget */
            candidates?: (string | (components["schemas"]["Architecture"] | {
                architecture: components["schemas"]["Architecture"];
            }))[];
            /** @description id of a search of the same space, dataset and proxy task: what has completed in it when this one starts is not trained again, does not count against the budget, and teaches the strategy. Dataset and proxy task default to its own */
            fromSearch?: string;
        };
        /** Winner */
        Winner: {
            architecture: components["schemas"]["Architecture"];
            architectureHash: string;
            architectureText: string;
            measurement: {
                accuracy: number;
                device: components["schemas"]["Device"];
                multiplyAdds: number;
                params: number;
                reward: number;
                stepTimeMs: components["schemas"]["StepTime"];
                timingFlags: components["schemas"]["TimingFlags"];
            };
            provenance: {
                /** Format: uuid */
                candidateId: string;
                dataset: string;
                /** Format: date-time */
                exportedAt: string;
                number: number;
                objective: components["schemas"]["Objective"];
                proxyTask: components["schemas"]["ProxyTask"];
                reusedFrom: {
                    /** Format: uuid */
                    candidateId: string;
                    number: number | null;
                    proxyTask: components["schemas"]["ProxyTask"] | null;
                    searchId: string | null;
                } | null;
                /** Format: uuid */
                searchId: string;
                seed: number;
                space: components["schemas"]["SearchSpace"];
                spaceName: string;
                strategy: components["schemas"]["StrategyChoice"];
                /** @description that wrote this document */
                strideVersion: string;
                versions: {
                    backend: string | null;
                    /** @description that it runs on */
                    node: string;
                    /** @description that wrote this document */
                    stride: string;
                    worker: string | null;
                };
            };
            /** @enum {number} */
            schemaVersion: 1;
        };
        Worker: {
            alive: boolean;
            candidateId: string | null;
            candidateNumber: number | null;
            completed: number;
            device: components["schemas"]["Device"];
            deviceClass: string;
            failed: number;
            /** Format: date-time */
            heartbeatAt: string;
            host: string;
            id: string;
            pid: number;
            searchId: string | null;
            /** Format: date-time */
            startedAt: string;
            state: components["schemas"]["WorkerState"];
            version: string;
        };
        /** Activity of workers */
        WorkerActivities: {
            /** Format: date-time */
            from: string;
            items: components["schemas"]["WorkerActivity"][];
            /** Format: date-time */
            to: string;
        };
        WorkerActivity: {
            /** @description busy share of each part, the oldest first */
            buckets: number[];
            /** @description share of the time since it started, or since `from`, in which it held an attempt */
            busyShare: number;
            /** @description beside each timing, the oldest first; of more than 500 the latest */
            calibrations: {
                /** Format: date-time */
                at: string;
                /** @description step time of the calibration network */
                ms: number;
            }[];
            /** @description attempts ended with a result, an hour of that time */
            perHour: number;
            workerId: string;
        };
        /** @enum {string} */
        WorkerState: "idle" | "preparing" | "training" | "timing" | "evaluating" | "stopped";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                        version: string;
                    };
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                        version: string;
                    };
                };
            };
        };
    };
    getArchitectureSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a JSON Schema of draft 2020-12 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    getSearchSpaceSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a JSON Schema of draft 2020-12 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listArchitectures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ArchitectureSummary"][];
                    };
                };
            };
        };
    };
    getArchitecture: {
        parameters: {
            query?: {
                /** @description images that activationBytes is for; default 1 */
                batchSize?: number;
                /** @description classes of the classifier, at least 2; default: those of the architecture */
                classes?: number;
                /** @description height of the images in pixels, at least the total stride; the width keeps the proportion */
                imageSize?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchitectureDetail"];
                };
            };
        };
    };
    scaleArchitecture: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScaleArchitecture"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScaledArchitecture"];
                };
            };
        };
    };
    getCandidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidateDetail"];
                };
            };
        };
    };
    exportCandidate: {
        parameters: {
            query?: {
                /** @description json, timm, pytorch, keras, tfjs or onnx; what has trained weights takes them along */
                format?: string;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file, which the header content-disposition names */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidateDocument"];
                    "application/octet-stream": string;
                    "application/zip": string;
                    "text/x-python": string;
                };
            };
        };
    };
    listDatasets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Dataset"][];
                        unusable: {
                            detail: string;
                            name: string;
                        }[];
                    };
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description resume after this event; the header Last-Event-ID goes before it */
                lastEventId?: string;
            };
            header?: {
                /** @description resume after this event */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: `event` is the type, `data` its payload as JSON, `id` counts up */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    listSchedulers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchedulerList"];
                };
            };
        };
    };
    listSearchSpaces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SearchSpaceSummary"][];
                    };
                };
            };
        };
    };
    getSearchSpace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is fixed and what is searched: every field is one value or a list of choices */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchSpace"];
                };
            };
        };
    };
    validateSearchSpace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What is fixed and what is searched: every field is one value or a list of choices */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchSpace"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reference: {
                            multiplyAdds: number;
                            params: number;
                            text: string;
                        };
                        /** @description exact number of different architectures */
                        size: string;
                        space: components["schemas"]["SearchSpace"];
                        /** @enum {boolean} */
                        valid: true;
                    };
                };
            };
        };
    };
    listSearches: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description only those whose name, space or dataset contains it, whatever the case */
                q?: string;
                status?: components["schemas"]["SearchStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchPage"];
                };
            };
        };
    };
    createSearch: {
        parameters: {
            query?: never;
            header?: {
                /** @description of requests with one key the first makes a search and the others answer with it */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "space": "fashion-mnist"
                 *     }
                 */
                "application/json": {
                    budget?: {
                        candidates?: number;
                        failures?: number | null;
                        wallSeconds?: number | null;
                    };
                    concurrency?: number;
                    dataset?: string;
                    name?: string;
                    /** @description what is left out: {"kind":"joint","w":-0.07,"v":-0.05}, or {"kind":"absolute","beta":-0.1,"target":1}, or {"kind":"pareto"}; the first where no kind is named */
                    objective?: {
                        caps?: components["schemas"]["Caps"];
                        /** @enum {string} */
                        kind?: "joint";
                        /** @description exponent of the normalised parameter count */
                        v?: number;
                        /** @description exponent of the normalised step time */
                        w?: number;
                    } | {
                        /** @description what a step of twice the target costs in accuracy */
                        beta?: number;
                        caps?: components["schemas"]["Caps"];
                        /** @enum {string} */
                        kind: "absolute";
                        /** @description step time that is aimed at, as a multiple of the reference's on the same class of device */
                        target?: number;
                    } | {
                        caps?: components["schemas"]["Caps"];
                        /** @enum {string} */
                        kind: "pareto";
                    };
                    proxyTask?: {
                        augmentation?: {
                            /** @description pixels of padding that a window is cut out of at random; 0 is off */
                            crop: number;
                            /**
                             * @description alpha; 0 is off
                             * @default 0
                             */
                            cutmix?: number;
                            flip: boolean;
                            /** @description alpha; 0 is off */
                            mixup: number;
                            randAugment: {
                                magnitude: number;
                                operations: number;
                            } | null;
                        };
                        batchSize?: number;
                        dropout?: number;
                        /** @description of the averaged weights that are evaluated; 0 is off */
                        emaDecay?: number;
                        epochs?: number;
                        evaluations?: number;
                        labelSmoothing?: number;
                        learningRate?: number;
                        memoryBudgetBytes?: number | null;
                        /** @enum {string} */
                        optimizer?: "rmsprop" | "sgd" | "adamw";
                        /** @description how image size and regularisation grow during training */
                        progressive?: {
                            /** @enum {string} */
                            kind: "none";
                        } | {
                            from: {
                                dropout: number;
                                /** @description height in pixels */
                                imageSize: number;
                                /** @description of RandAugment */
                                magnitude: number;
                                /** @description alpha */
                                mixup: number;
                            };
                            /** @enum {string} */
                            kind: "linear";
                            stages: number;
                        } | {
                            /** @enum {string} */
                            kind: "custom";
                            stages: {
                                dropout: number;
                                /** @description height in pixels */
                                imageSize: number;
                                /** @description of RandAugment */
                                magnitude: number;
                                /** @description alpha */
                                mixup: number;
                                /** @description of all steps */
                                share: number;
                            }[];
                        };
                        schedule?: {
                            /** @enum {string} */
                            kind: "cosine";
                        } | {
                            epochs: number;
                            /** @enum {string} */
                            kind: "exponential";
                            rate: number;
                        };
                        seed?: number;
                        stochasticDepth?: number;
                        timeoutSeconds?: number;
                        timing?: {
                            steps: number;
                            warmupSteps: number;
                        };
                        trainSamples?: number | null;
                        validationSamples?: number | null;
                        /** @description share of the steps with rising learning rate */
                        warmupFraction?: number;
                        weightDecay?: number;
                    };
                    /** @description default: none */
                    scheduler?: {
                        /** @enum {string} */
                        name: "none";
                        options?: Record<string, never>;
                    } | {
                        /** @enum {string} */
                        name: "asha";
                        options?: {
                            /**
                             * @description Of eta candidates at a rung one goes on; each rung comes eta times later than the one before
                             * @default 3
                             */
                            eta?: number;
                            /**
                             * @description Evaluations until the first rung
                             * @default 1
                             */
                            graceEvaluations?: number;
                        };
                    } | {
                        /** @enum {string} */
                        name: "median";
                        options?: {
                            /**
                             * @description Evaluations until the first rung; every one after it is a rung, too
                             * @default 1
                             */
                            graceEvaluations?: number;
                            /**
                             * @description Other candidates that must have come this far before one is stopped
                             * @default 3
                             */
                            minimumOthers?: number;
                        };
                    };
                    seed?: number;
                    space: string | components["schemas"]["SearchSpace"];
                    /** @description default: auto */
                    strategy?: {
                        /** @enum {string} */
                        name: "auto";
                        options?: Record<string, never>;
                    } | {
                        /** @enum {string} */
                        name: "random";
                        options?: Record<string, never>;
                    } | {
                        /** @enum {string} */
                        name: "evolution";
                        options?: {
                            /**
                             * @description Probability that a mutation changes nothing at first
                             * @default 0.05
                             */
                            identityProbability?: number;
                            /**
                             * @description Members of the population; so many random networks come first
                             * @default 100
                             */
                            populationSize?: number;
                            /**
                             * @description Members drawn with replacement, whose best becomes a parent
                             * @default 25
                             */
                            sampleSize?: number;
                        };
                    } | {
                        /** @enum {string} */
                        name: "local-search";
                        options?: {
                            /**
                             * @description Points given up in a row without a new best, after which another climb begins at random points
                             * @default 10
                             */
                            deadEnds?: number;
                            /**
                             * @description Random points that every climb begins with
                             * @default 8
                             */
                            founders?: number;
                            /**
                             * @description Share of the neighbors of a point, which differ in one decision, that may fail to improve on it before it is given up
                             * @default 0.25
                             */
                            patience?: number;
                        };
                    } | {
                        /** @enum {string} */
                        name: "nsga2";
                        options?: {
                            /**
                             * @description Probability that a child mixes the decisions of two parents rather than copying one
                             * @default 0.9
                             */
                            crossoverProbability?: number;
                            /**
                             * @description Decisions that mutate in a child, on average
                             * @default 1
                             */
                            mutations?: number;
                            /**
                             * @description Members of the population; so many random networks come first
                             * @default 16
                             */
                            populationSize?: number;
                        };
                    } | {
                        /** @enum {string} */
                        name: "ppo";
                        options?: {
                            /**
                             * @description Share of the running mean and deviation of the rewards that a result leaves; 0.95 is published
                             * @default 0.8
                             */
                            baselineDecay?: number;
                            /**
                             * @description How far the probability of a network may move, as a share of what it was when proposed, by what came of it
                             * @default 0.2
                             */
                            clip?: number;
                            /**
                             * @description Weight of the bonus for undecided policies, in standard deviations of the reward per nat
                             * @default 0.01
                             */
                            entropy?: number;
                            /**
                             * @description Updates of the policy by each result
                             * @default 3
                             */
                            epochs?: number;
                            /**
                             * @description Step size of Adam on the logits; 0.00035 is published for 8,000 models and more
                             * @default 0.15
                             */
                            learningRate?: number;
                            /**
                             * @description First results that only teach the mean and deviation of the rewards, not the policy
                             * @default 10
                             */
                            warmUp?: number;
                        };
                    } | {
                        /** @enum {string} */
                        name: "predictor";
                        options?: {
                            /**
                             * @description Random networks that come first
                             * @default 16
                             */
                            founders?: number;
                            /**
                             * @description Results that the model looks at, most of them the best; time per proposal grows with its square
                             * @default 192
                             */
                            memory?: number;
                            /**
                             * @description Results in a row after which, when the best is still the same, it begins anew elsewhere
                             * @default 80
                             */
                            patience?: number;
                        };
                    };
                    warmStart?: components["schemas"]["WarmStartRequest"];
                };
            };
        };
        responses: {
            /** @description an earlier request with this Idempotency-Key made the search */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchDetail"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchDetail"];
                };
            };
        };
    };
    getSearch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchDetail"];
                };
            };
        };
    };
    getSearchAttempts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAttempts"];
                };
            };
        };
    };
    getBestCandidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidateDetail"];
                };
            };
        };
    };
    cancelSearch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        /** @description nothing, or an empty object */
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchDetail"];
                };
            };
        };
    };
    listCandidates: {
        parameters: {
            query?: {
                /** @description only candidates whose accuracy is known and no more */
                accuracyMax?: number;
                /** @description only candidates whose accuracy is known and no less */
                accuracyMin?: number;
                cursor?: string;
                limit?: number;
                /** @description only candidates whose multiplyAdds is known and no more */
                multiplyAddsMax?: number;
                /** @description only candidates whose multiplyAdds is known and no less */
                multiplyAddsMin?: number;
                /** @description only candidates whose number is known and no more */
                numberMax?: number;
                /** @description only candidates whose number is known and no less */
                numberMin?: number;
                order?: "asc" | "desc";
                /** @description only candidates whose params is known and no more */
                paramsMax?: number;
                /** @description only candidates whose params is known and no less */
                paramsMin?: number;
                /** @description only those whose one-line form contains it, whatever the case */
                q?: string;
                /** @description only candidates whose reward is known and no more */
                rewardMax?: number;
                /** @description only candidates whose reward is known and no less */
                rewardMin?: number;
                sort?: "number" | "reward" | "accuracy" | "stepTimeMs" | "params" | "multiplyAdds" | "finishedAt";
                status?: components["schemas"]["CandidateStatus"];
                /** @description only candidates whose stepTimeMs is known and no more */
                stepTimeMsMax?: number;
                /** @description only candidates whose stepTimeMs is known and no less */
                stepTimeMsMin?: number;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidatePage"];
                };
            };
        };
    };
    getCandidateCurves: {
        parameters: {
            query?: {
                /** @description of candidates, the reference may be among them */
                ids?: string[];
                /** @description also all that are in training */
                running?: boolean;
                /** @description also the so many best completed ones by reward */
                top?: number;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidateCurves"];
                };
            };
        };
    };
    streamSearchEvents: {
        parameters: {
            query?: {
                /** @description resume after this event; the header Last-Event-ID goes before it */
                lastEventId?: string;
            };
            header?: {
                /** @description resume after this event */
                "last-event-id"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: `event` is the type, `data` its payload as JSON, `id` counts up */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    exportWinner: {
        parameters: {
            query?: {
                /** @description json, timm, pytorch, keras, tfjs or onnx; what has trained weights takes them along */
                format?: string;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file, which the header content-disposition names */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Winner"];
                    "application/octet-stream": string;
                    "application/zip": string;
                    "text/x-python": string;
                };
            };
        };
    };
    extendSearch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtendSearch"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchDetail"];
                };
            };
        };
    };
    getSearchLog: {
        parameters: {
            query?: {
                /** @description only entries before the one with this id */
                before?: string;
                /** @description only entries of this level or a graver one */
                level?: "info" | "warning" | "error";
                limit?: number;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchLog"];
                };
            };
        };
    };
    getParetoFront: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pareto"];
                };
            };
        };
    };
    pauseSearch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        /** @description nothing, or an empty object */
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchDetail"];
                };
            };
        };
    };
    getSearchPoints: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchPoints"];
                };
            };
        };
    };
    rescoreSearch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RescoreSearch"];
            };
        };
        responses: {
            /** @description nothing of it is stored, and nothing was trained for it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rescoring"];
                };
            };
        };
    };
    resumeSearch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        /** @description nothing, or an empty object */
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchDetail"];
                };
            };
        };
    };
    trainCandidates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Train"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedTrainings"];
                };
            };
        };
    };
    listTrainings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description rankCorrelation: how far the proxy task ranks candidates as full training does; null below two comparable ones */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingList"];
                };
            };
        };
    };
    planSearch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "space": "fashion-mnist"
                 *     }
                 */
                "application/json": {
                    budget?: {
                        candidates?: number;
                        failures?: number | null;
                        wallSeconds?: number | null;
                    };
                    concurrency?: number;
                    dataset?: string;
                    name?: string;
                    /** @description what is left out: {"kind":"joint","w":-0.07,"v":-0.05}, or {"kind":"absolute","beta":-0.1,"target":1}, or {"kind":"pareto"}; the first where no kind is named */
                    objective?: {
                        caps?: components["schemas"]["Caps"];
                        /** @enum {string} */
                        kind?: "joint";
                        /** @description exponent of the normalised parameter count */
                        v?: number;
                        /** @description exponent of the normalised step time */
                        w?: number;
                    } | {
                        /** @description what a step of twice the target costs in accuracy */
                        beta?: number;
                        caps?: components["schemas"]["Caps"];
                        /** @enum {string} */
                        kind: "absolute";
                        /** @description step time that is aimed at, as a multiple of the reference's on the same class of device */
                        target?: number;
                    } | {
                        caps?: components["schemas"]["Caps"];
                        /** @enum {string} */
                        kind: "pareto";
                    };
                    proxyTask?: {
                        augmentation?: {
                            /** @description pixels of padding that a window is cut out of at random; 0 is off */
                            crop: number;
                            /**
                             * @description alpha; 0 is off
                             * @default 0
                             */
                            cutmix?: number;
                            flip: boolean;
                            /** @description alpha; 0 is off */
                            mixup: number;
                            randAugment: {
                                magnitude: number;
                                operations: number;
                            } | null;
                        };
                        batchSize?: number;
                        dropout?: number;
                        /** @description of the averaged weights that are evaluated; 0 is off */
                        emaDecay?: number;
                        epochs?: number;
                        evaluations?: number;
                        labelSmoothing?: number;
                        learningRate?: number;
                        memoryBudgetBytes?: number | null;
                        /** @enum {string} */
                        optimizer?: "rmsprop" | "sgd" | "adamw";
                        /** @description how image size and regularisation grow during training */
                        progressive?: {
                            /** @enum {string} */
                            kind: "none";
                        } | {
                            from: {
                                dropout: number;
                                /** @description height in pixels */
                                imageSize: number;
                                /** @description of RandAugment */
                                magnitude: number;
                                /** @description alpha */
                                mixup: number;
                            };
                            /** @enum {string} */
                            kind: "linear";
                            stages: number;
                        } | {
                            /** @enum {string} */
                            kind: "custom";
                            stages: {
                                dropout: number;
                                /** @description height in pixels */
                                imageSize: number;
                                /** @description of RandAugment */
                                magnitude: number;
                                /** @description alpha */
                                mixup: number;
                                /** @description of all steps */
                                share: number;
                            }[];
                        };
                        schedule?: {
                            /** @enum {string} */
                            kind: "cosine";
                        } | {
                            epochs: number;
                            /** @enum {string} */
                            kind: "exponential";
                            rate: number;
                        };
                        seed?: number;
                        stochasticDepth?: number;
                        timeoutSeconds?: number;
                        timing?: {
                            steps: number;
                            warmupSteps: number;
                        };
                        trainSamples?: number | null;
                        validationSamples?: number | null;
                        /** @description share of the steps with rising learning rate */
                        warmupFraction?: number;
                        weightDecay?: number;
                    };
                    /** @description default: none */
                    scheduler?: {
                        /** @enum {string} */
                        name: "none";
                        options?: Record<string, never>;
                    } | {
                        /** @enum {string} */
                        name: "asha";
                        options?: {
                            /**
                             * @description Of eta candidates at a rung one goes on; each rung comes eta times later than the one before
                             * @default 3
                             */
                            eta?: number;
                            /**
                             * @description Evaluations until the first rung
                             * @default 1
                             */
                            graceEvaluations?: number;
                        };
                    } | {
                        /** @enum {string} */
                        name: "median";
                        options?: {
                            /**
                             * @description Evaluations until the first rung; every one after it is a rung, too
                             * @default 1
                             */
                            graceEvaluations?: number;
                            /**
                             * @description Other candidates that must have come this far before one is stopped
                             * @default 3
                             */
                            minimumOthers?: number;
                        };
                    };
                    seed?: number;
                    space: string | components["schemas"]["SearchSpace"];
                    /** @description default: auto */
                    strategy?: {
                        /** @enum {string} */
                        name: "auto";
                        options?: Record<string, never>;
                    } | {
                        /** @enum {string} */
                        name: "random";
                        options?: Record<string, never>;
                    } | {
                        /** @enum {string} */
                        name: "evolution";
                        options?: {
                            /**
                             * @description Probability that a mutation changes nothing at first
                             * @default 0.05
                             */
                            identityProbability?: number;
                            /**
                             * @description Members of the population; so many random networks come first
                             * @default 100
                             */
                            populationSize?: number;
                            /**
                             * @description Members drawn with replacement, whose best becomes a parent
                             * @default 25
                             */
                            sampleSize?: number;
                        };
                    } | {
                        /** @enum {string} */
                        name: "local-search";
                        options?: {
                            /**
                             * @description Points given up in a row without a new best, after which another climb begins at random points
                             * @default 10
                             */
                            deadEnds?: number;
                            /**
                             * @description Random points that every climb begins with
                             * @default 8
                             */
                            founders?: number;
                            /**
                             * @description Share of the neighbors of a point, which differ in one decision, that may fail to improve on it before it is given up
                             * @default 0.25
                             */
                            patience?: number;
                        };
                    } | {
                        /** @enum {string} */
                        name: "nsga2";
                        options?: {
                            /**
                             * @description Probability that a child mixes the decisions of two parents rather than copying one
                             * @default 0.9
                             */
                            crossoverProbability?: number;
                            /**
                             * @description Decisions that mutate in a child, on average
                             * @default 1
                             */
                            mutations?: number;
                            /**
                             * @description Members of the population; so many random networks come first
                             * @default 16
                             */
                            populationSize?: number;
                        };
                    } | {
                        /** @enum {string} */
                        name: "ppo";
                        options?: {
                            /**
                             * @description Share of the running mean and deviation of the rewards that a result leaves; 0.95 is published
                             * @default 0.8
                             */
                            baselineDecay?: number;
                            /**
                             * @description How far the probability of a network may move, as a share of what it was when proposed, by what came of it
                             * @default 0.2
                             */
                            clip?: number;
                            /**
                             * @description Weight of the bonus for undecided policies, in standard deviations of the reward per nat
                             * @default 0.01
                             */
                            entropy?: number;
                            /**
                             * @description Updates of the policy by each result
                             * @default 3
                             */
                            epochs?: number;
                            /**
                             * @description Step size of Adam on the logits; 0.00035 is published for 8,000 models and more
                             * @default 0.15
                             */
                            learningRate?: number;
                            /**
                             * @description First results that only teach the mean and deviation of the rewards, not the policy
                             * @default 10
                             */
                            warmUp?: number;
                        };
                    } | {
                        /** @enum {string} */
                        name: "predictor";
                        options?: {
                            /**
                             * @description Random networks that come first
                             * @default 16
                             */
                            founders?: number;
                            /**
                             * @description Results that the model looks at, most of them the best; time per proposal grows with its square
                             * @default 192
                             */
                            memory?: number;
                            /**
                             * @description Results in a row after which, when the best is still the same, it begins anew elsewhere
                             * @default 80
                             */
                            patience?: number;
                        };
                    };
                    warmStart?: components["schemas"]["WarmStartRequest"];
                };
            };
        };
        responses: {
            /** @description the request with everything that it leaves out filled in, and what it would search */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchPlan"];
                };
            };
        };
    };
    listStrategies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StrategyList"];
                };
            };
        };
    };
    getTraining: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingDetail"];
                };
            };
        };
    };
    cancelTraining: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        /** @description nothing, or an empty object */
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingDetail"];
                };
            };
        };
    };
    listWorkers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Worker"][];
                    };
                };
            };
        };
    };
    getWorkerActivity: {
        parameters: {
            query?: {
                /** @description parts of that time */
                buckets?: number;
                /** @description how far back */
                hours?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerActivities"];
                };
            };
        };
    };
}
