import type { LogBatch, LogGateway } from '../../domain/log-delivery/log-gateway.ts'
import { appendToFile } from './append-to-file.ts'
import { awsLogs } from './aws-logs.ts'
import { postLines } from './post-lines.ts'

/** Where the entries for a destination go: a file of JSON lines, an HTTP address, or AWS itself. */
export type LogDestination =
  | { readonly arn: string; readonly file: string }
  | { readonly arn: string; readonly url: string }
  | { readonly arn: string; readonly aws: true; readonly endpoint?: string | undefined }

type Deliver = (batch: LogBatch) => Promise<void>

export function logDestinations(destinations: readonly LogDestination[]): LogGateway {
  const aws = awsLogs()
  const byArn = new Map<string, Deliver>()
  for (const destination of destinations) byArn.set(destination.arn, deliverTo(destination, aws.deliver))
  return {
    hasDestinations: byArn.size > 0,
    delivers: (arn) => byArn.has(arn),
    async deliver(batch) {
      await byArn.get(batch.arn)?.(batch)
    },
    close: aws.close,
  }
}

function deliverTo(
  destination: LogDestination,
  deliverToAws: (batch: LogBatch, endpoint?: string) => Promise<void>,
): Deliver {
  if ('file' in destination) return (batch) => appendToFile(destination.file, batch)
  if ('url' in destination) return (batch) => postLines(destination.url, batch)
  return (batch) => deliverToAws(batch, destination.endpoint)
}
