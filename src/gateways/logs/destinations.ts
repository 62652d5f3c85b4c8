import type { LogBatch, LogGateway } from '../../domain/log-delivery/log-gateway.ts'
import { fileAppender } from './append-to-file.ts'
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
  const append = fileAppender()
  const byArn = new Map<string, Deliver>()
  for (const destination of destinations) {
    byArn.set(destination.arn, deliverTo(destination, { append, deliverToAws: aws.deliver }))
  }
  return {
    hasDestinations: byArn.size > 0,
    delivers: (arn) => byArn.has(arn),
    async deliver(batch) {
      await byArn.get(batch.arn)?.(batch)
    },
    close: aws.close,
  }
}

interface Means {
  append(file: string, batch: LogBatch): Promise<void>
  deliverToAws(batch: LogBatch, endpoint?: string): Promise<void>
}

function deliverTo(destination: LogDestination, { append, deliverToAws }: Means): Deliver {
  if ('file' in destination) return (batch) => append(destination.file, batch)
  if ('url' in destination) return (batch) => postLines(destination.url, batch)
  return (batch) => deliverToAws(batch, destination.endpoint)
}
