/** Networks in the forms of other programs, as files. */
import { CandidateDocumentSchema, ExportQuerySchema, WinnerSchema, type CandidateDetail } from '@stride/contracts';
import { ARCHIVE_TYPE, exportFormat, type ExportFile, type ExportFormat } from '@stride/export';
import { bestCandidate, candidateDetail, measurementOrigin, searchDetail, trainedWeights } from '@stride/storage';
import type { FastifyReply } from 'fastify';
import { Type, type TSchema } from 'typebox';
import type { Context, Routes } from '../../context.js';
import { Exporter } from '../../exporting/exporter.js';
import { problemResponses } from '../../problems/problem.js';
import { toCandidateDocument, toWinner, type Writer } from '../../winner.js';
import { IdParams } from './params.js';

const DEFAULT_FORMAT = 'json';

const EXPORT_PROBLEMS = ['EXPORT_FORMAT_UNKNOWN', 'EXPORT_UNSUPPORTED', 'WEIGHTS_MISSING', 'ARTIFACT_STORE_UNAVAILABLE', 'NOT_READY'] as const;

const FORMATS = 'Formats with trained weights take those of the full training that completed last. A format of several files is a zip archive.';

export const exportRoutes: Routes = (app, context) => {
  const { db } = context;
  const exporter = new Exporter();
  app.addHook('onClose', () => exporter.close());

  app.get('/v1/searches/:id/export', {
    schema: {
      operationId: 'exportWinner', tags: ['searches'], summary: 'The winner, as a document or for another framework', description: FORMATS,
      params: IdParams, querystring: ExportQuerySchema,
      response: { 200: fileResponse(WinnerSchema), ...problemResponses('SEARCH_UNKNOWN', 'NO_COMPLETED_CANDIDATE', ...EXPORT_PROBLEMS) },
    },
  }, async (request, reply) => {
    const format = exportFormat(request.query.format ?? DEFAULT_FORMAT);
    const best = await bestCandidate(db.prisma, request.params.id);
    const search = await searchDetail(db.prisma, request.params.id);
    const document = toWinner(search, best, await writerOf(context, best));
    const name = `winner-${format.name === DEFAULT_FORMAT ? search.id : shortId(search.id)}`;
    return asDownload(reply, await fileOf(context, exporter, format, { name, candidate: best, document }));
  });

  app.get('/v1/candidates/:id/export', {
    schema: {
      operationId: 'exportCandidate', tags: ['candidates'], summary: 'Any candidate, as a document or for another framework', description: FORMATS,
      params: IdParams, querystring: ExportQuerySchema,
      response: { 200: fileResponse(CandidateDocumentSchema), ...problemResponses('CANDIDATE_UNKNOWN', ...EXPORT_PROBLEMS) },
    },
  }, async (request, reply) => {
    const format = exportFormat(request.query.format ?? DEFAULT_FORMAT);
    const candidate = await candidateDetail(db.prisma, request.params.id);
    const search = await searchDetail(db.prisma, candidate.searchId);
    const document = toCandidateDocument(search, candidate, await writerOf(context, candidate));
    const name = `candidate-${candidate.number}-${shortId(search.id)}`;
    return asDownload(reply, await fileOf(context, exporter, format, { name, candidate, document }));
  });
};

/** The random end of a UUID: Python modules are imported by the names of their files, and whole ids make long ones. */
const shortId = (id: string) => id.slice(-SHORT_ID);
const SHORT_ID = 8;

interface Exported {
  readonly name: string;
  readonly candidate: CandidateDetail;
  readonly document: object;
}

async function fileOf({ db, artifacts }: Context, exporter: Exporter, format: ExportFormat, { name, candidate, document }: Exported): Promise<ExportFile> {
  const artifact = format.weights === 'none' ? null : await trainedWeights(db.prisma, candidate.id);
  const order = { format: format.name, name, architecture: candidate.architecture, document };
  return exporter.write(order, artifact && (() => artifacts.get(artifact.key)));
}

async function writerOf({ db, version }: Context, { attemptHistory, reusedFrom }: CandidateDetail): Promise<Writer> {
  const origin = reusedFrom === null ? null : await measurementOrigin(db.prisma, reusedFrom);
  const measured = origin ?? attemptHistory.findLast(({ status }) => status === 'completed');
  return { strideVersion: version, workerVersion: measured?.workerVersion ?? null, origin, now: new Date() };
}

/** As bytes: what a file says is written already, and indented for people where it is JSON. */
function asDownload(reply: Pick<FastifyReply, 'headers'>, { name, contentType, bytes }: ExportFile): Buffer {
  const charset = /^text\/|json$/.test(contentType) ? '; charset=utf-8' : '';
  reply.headers({ 'content-disposition': `attachment; filename="${name}"`, 'content-type': `${contentType}${charset}` });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** How the documentation describes a file of any format. */
function fileResponse(document: TSchema) {
  const bytes = { schema: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }) };
  return {
    description: 'A file, which the header content-disposition names',
    content: { 'application/json': { schema: document }, 'text/x-python': bytes, 'application/octet-stream': bytes, [ARCHIVE_TYPE]: bytes },
  };
}
