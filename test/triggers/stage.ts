// What the tables of triggers share: a pool with functions, and people in it.
import { functionArn, type TriggerEvent, type useFunctions } from '../support/functions.ts'
import { type Journeys, type SignedUp, VERIFY_BOTH } from '../support/journeys.ts'
import { ALL_FLOWS, list, PASSWORD, TEMPORARY } from '../support/pools.ts'

/** The function that all triggers of these pools call. */
export const FUNCTION = 'every-trigger'

/** A pool, its client, and the functions that it calls. */
export interface Stage {
  readonly it: Journeys
  readonly functions: ReturnType<typeof useFunctions>
  readonly pool: string
  readonly client: string
}

const CODES = { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } }
const FLOWS = { ExplicitAuthFlows: [...ALL_FLOWS.ExplicitAuthFlows, 'ALLOW_USER_AUTH', 'ALLOW_CUSTOM_AUTH'] }

/** A new pool whose triggers call {@link FUNCTION}, which returns each event as it is. */
export async function newStage(
  it: Journeys,
  functions: Stage['functions'],
  triggers: readonly string[],
): Promise<Stage> {
  functions.set(FUNCTION, (event: TriggerEvent) => event)
  const LambdaConfig = Object.fromEntries(triggers.map((trigger) => [trigger, functionArn(FUNCTION)]))
  const pool = await it.newPool({ ...VERIFY_BOTH, ...CODES, LambdaConfig })
  return { it, functions, pool, client: await it.newClient(pool, FLOWS) }
}

export const ADDRESS = 'alice@example.com'
const UserAttributes = list({ email: ADDRESS })

/** The requests of alice, who has an address. */
export const requestsOf = ({ pool, client }: Pick<Stage, 'pool' | 'client'>) => {
  const her = { ClientId: client, Username: 'alice' }
  const hers = { UserPoolId: pool, Username: 'alice' }
  return {
    signUp: { ...her, Password: PASSWORD, UserAttributes },
    invite: { ...hers, TemporaryPassword: TEMPORARY, UserAttributes, DesiredDeliveryMediums: ['EMAIL'] },
    named: her,
    administrated: hers,
    signIn: {
      ClientId: client,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'alice', PASSWORD },
    },
  }
}

/** Alice, who has signed up, confirmed by an administrator, with an address that is verified. */
export async function alice({ it, pool, client }: Stage): Promise<SignedUp> {
  const user = await it.member(pool, client, { email: ADDRESS }, 'alice')
  const verified = { UserPoolId: pool, Username: 'alice', UserAttributes: list({ email_verified: 'true' }) }
  await it.administrate('AdminUpdateUserAttributes', verified)
  return user
}
