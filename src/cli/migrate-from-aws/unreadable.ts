import type { Pacing } from '../../gateways/cognito.ts'
import { systemReason } from '../../kernel/system-reason.ts'

export interface ReadingPlace {
  readonly region: string
  /** Undefined for AWS. */
  readonly endpoint: string | undefined
  readonly profile: string | undefined
}

/**
 * A failed call to the former pool. It keeps the name of the SDK's error, which tells the domain what it can do
 * without.
 */
export class FormerPoolUnreadable extends Error {
  override readonly name: string

  constructor(error: unknown, place: ReadingPlace) {
    super(sentenceOf(error, place), { cause: error })
    this.name = error instanceof Error ? error.name : 'Error'
  }
}

/** The same calls, with errors that say what could not be read from where. */
export function explainedReading(paced: Pacing, place: () => ReadingPlace): Pacing {
  return async (call) => {
    try {
      return await paced(call)
    } catch (error) {
      throw new FormerPoolUnreadable(error, place())
    }
  }
}

function sentenceOf(error: unknown, { region, endpoint, profile }: ReadingPlace): string {
  const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } }
  if (name === 'CredentialsProviderError') {
    const help = 'name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'
    return `no AWS credentials were found${profile ? ` for the profile ${profile}` : ''}: ${help} (${message})`
  }
  const place = endpoint ?? `AWS in ${region}`
  if ($metadata?.httpStatusCode !== undefined)
    return `${place} does not allow reading the former pool: ${name}: ${message}`
  return `the former pool can't be read at ${place}: ${systemReason(error)}`
}
