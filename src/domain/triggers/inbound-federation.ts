import { claimText } from '../federation/claim-text.ts'
import type { ProviderAnswer, ProviderClaims } from '../federation/provider-answer.ts'
import type { IdentityProvider } from '../identity-providers/identity-provider.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { callTrigger, type TriggerContext } from './call-trigger.ts'
import { textMapOf } from './read-response.ts'

export interface Inbound {
  readonly clientId: string
  readonly provider: Pick<IdentityProvider, 'name' | 'type'>
  readonly answer: ProviderAnswer
  /** What the provider calls the user. */
  readonly subject: string
}

/**
 * The claims to go on with: those of the provider, or those that the pool's InboundFederation function, if there is one,
 * puts in their place. AWS: it is called at every sign-in through a provider, before the user is created or changed; an
 * empty answer keeps the claims.
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 */
export async function callInboundFederation(
  context: TriggerContext,
  pool: UserPool,
  { clientId, provider, answer, subject }: Inbound,
): Promise<ProviderClaims> {
  const { inboundFederation } = pool.settings.lambdaConfig
  if (inboundFederation === undefined) return answer.claims
  const sources = Object.entries(answer.sources).map(([name, claims]) => [name, textsOf(claims)])
  const response = await callTrigger(context, inboundFederation.lambdaArn, {
    trigger: 'InboundFederation',
    source: 'ExternalProvider',
    pool,
    clientId,
    userName: subject,
    request: {
      providerName: provider.name,
      providerType: provider.type,
      attributes: Object.fromEntries(sources),
    },
    response: { userAttributesToMap: {} },
  })
  const replaced = textMapOf(response.userAttributesToMap)
  return replaced.size === 0 ? answer.claims : Object.fromEntries(replaced)
}

/** AWS: in the event every value is a text, and the audiences are a list, also of one. */
function textsOf(claims: ProviderClaims): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).flatMap(([name, value]) => {
      const shown = name === 'aud' && typeof value === 'string' ? [value] : value
      const text = DATES.has(name) && typeof value === 'number' ? javaDate(value) : claimText(shown)
      return text === undefined ? [] : [[name, text]]
    }),
  )
}

const DATES: ReadonlySet<string> = new Set(['exp', 'iat'])

/** `Thu Feb 05 06:52:10 UTC 2026`: java.util.Date.toString. */
function javaDate(seconds: number): string {
  const [day, date, month, year, time] = new Date(seconds * 1000).toUTCString().replace(',', '').split(' ')
  return `${day} ${month} ${date} ${time} UTC ${year}`
}
