import type { LogBatch } from '../../domain/log-delivery/log-gateway.ts'
import { linesOf } from './append-to-file.ts'

/** How long the address may take, in milliseconds. */
const PATIENCE = 10_000

/** Sends the entries as JSON lines. Any status from 200 to 299 means that they have arrived. */
export async function postLines(url: string, { arn, userPoolId, entries }: LogBatch): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-ndjson',
      'user-agent': 'poolhouse',
      'x-poolhouse-destination': arn,
      'x-poolhouse-user-pool': userPoolId,
    },
    body: linesOf(entries),
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`the address answered ${answer.status}`)
}
