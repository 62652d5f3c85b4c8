import { applyChange } from '../../attributes/attribute-update.ts'
import type { AttributeEntry } from '../../attributes/attributes.ts'
import { newPasswordAttributes } from '../../attributes/new-password-attributes.ts'
import { assertWritable } from '../../clients/attribute-permissions.ts'
import { assertMeetsPolicy } from '../../credentials/password-policy.ts'
import { newPassword } from '../../credentials/password-verifier.ts'
import { assertNotUsedBefore, replacePassword } from '../../credentials/stored-password.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import { saveChange } from '../../users/change-attributes.ts'
import type { User } from '../../users/user.ts'
import { statusAfter } from '../../users/user-statuses.ts'
import { type Parameters, requiredParameter, requiredParameters } from '../shared/required-parameters.ts'
import { identify } from './claimant.ts'
import { continueSignIn, spendSession } from './continue-sign-in.ts'
import { grantTokens } from './grant-tokens.ts'
import type { SignInOutcome, SignInStep } from './sign-in.ts'

/**
 * The answer to NEW_PASSWORD_REQUIRED. A password or an attribute that is refused leaves the session as it is: the user
 * may try another.
 */
export async function answerNewPassword(context: RequestContext, step: SignInStep): Promise<SignInOutcome> {
  const { pool, client, parameters } = step
  const { now } = context
  const { USERNAME, NEW_PASSWORD } = requiredParameters(parameters, 'USERNAME', 'NEW_PASSWORD')
  requiredParameter('Session', step.session)
  const claimant = await identify(context, step, USERNAME)
  const signIn = await continueSignIn(context, step, 'NEW_PASSWORD_REQUIRED', claimant)

  const { passwordPolicy } = pool.settings.policies
  const historySize = passwordPolicy.passwordHistorySize ?? 0
  assertMeetsPolicy(passwordPolicy, NEW_PASSWORD, 'change')
  const entries = attributeEntries(parameters)
  assertWritable(
    client.settings,
    pool.schema,
    entries.map(({ name }) => name),
  )
  const welcome = withNewPassword(pool, signIn.user, entries)
  assertNotUsedBefore(signIn.password, claimant.identity, NEW_PASSWORD, historySize)
  const verifier = newPassword(context.entropy, claimant.identity, NEW_PASSWORD)

  const tokens = await grantTokens(context, step, welcome.user, async (stores) => {
    const { user, password } = await spendSession(stores, signIn)
    const { change, user: next } = withNewPassword(pool, user, entries)
    await stores.credentials.setPassword(
      pool.id,
      user.sub,
      replacePassword(password, { verifier, now }, historySize),
    )
    await saveChange(stores, pool, { ...user, status: next.status }, change, new Map(), now)
  })
  return { tokens }
}

/** The user as the answer makes it: InvalidParameterException or NotAuthorizedException for a wrong attribute. */
function withNewPassword(pool: UserPool, user: User, entries: readonly AttributeEntry[]) {
  const change = newPasswordAttributes(pool.schema, user.attributes, entries)
  const attributes = applyChange(user.attributes, change)
  return { change, user: { ...user, attributes, status: statusAfter(user.status, 'new-password-given') } }
}

const ATTRIBUTE = 'userAttributes.'

function attributeEntries(parameters: Parameters): AttributeEntry[] {
  return Object.entries(parameters)
    .filter(([name]) => name.startsWith(ATTRIBUTE))
    .map(([name, value]) => ({ name: name.slice(ATTRIBUTE.length), value }))
}
