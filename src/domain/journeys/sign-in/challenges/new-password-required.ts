import { ServiceError } from '../../../../contract/service-error.ts'
import { listedAttributes } from '../../../attributes/attribute-order.ts'
import { applyChange } from '../../../attributes/attribute-update.ts'
import type { AttributeEntry } from '../../../attributes/attributes.ts'
import {
  missingRequiredAttributes,
  newPasswordAttributes,
} from '../../../attributes/new-password-attributes.ts'
import { assertWritable, readableAttributes } from '../../../clients/attribute-permissions.ts'
import { assertMeetsPolicy } from '../../../credentials/password-policy.ts'
import { newPassword } from '../../../credentials/password-verifier.ts'
import { assertNotUsedBefore, replacePassword } from '../../../credentials/stored-password.ts'
import { opensAnotherFactor } from '../../../factors/second-factor-table.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { Stores } from '../../../stores.ts'
import { checkChosenPassword } from '../../../threat-protection/check-credentials.ts'
import type { UserPool } from '../../../user-pools/user-pool.ts'
import { saveChange } from '../../../users/change-attributes.ts'
import type { User } from '../../../users/user.ts'
import { statusAfter } from '../../../users/user-statuses.ts'
import { assertPreferredUsername } from '../../../users/username-rules.ts'
import { type Parameters, requiredParameter, requiredParameters } from '../../shared/required-parameters.ts'
import { identify } from '../claimant.ts'
import type { Proof } from '../progress.ts'
import { type ResumedSignIn, resume, spendSession } from '../resume.ts'
import { sessionFor } from '../session/session-for.ts'
import type { PresentedChallenge, ProvenStep, SignInStep } from '../sign-in.ts'
import { factorStanding, type SignInStanding } from '../standing.ts'
import type { Challenge } from './challenge.ts'

const NAME = 'NEW_PASSWORD_REQUIRED'

/** NEW_PASSWORD_REQUIRED: an invited user, who knows the temporary password, is to choose one. */
export const newPasswordRequired = { present, answer } satisfies Challenge

function present(context: RequestContext, step: SignInStep, standing: SignInStanding): PresentedChallenge {
  const { pool, client } = step
  const { sub, username, attributes } = standing.user
  const missing = missingRequiredAttributes(pool.schema, attributes)
  const readable = listedAttributes(readableAttributes(client.settings, attributes), sub)
  const shown = readable.filter((attribute) => attribute.name !== 'sub')
  return {
    name: NAME,
    session: sessionFor(context, step, standing, { accepts: [NAME] }),
    parameters: {
      USER_ID_FOR_SRP: username,
      requiredAttributes: JSON.stringify(missing.map((attribute) => `userAttributes.${attribute}`)),
      userAttributes: JSON.stringify(Object.fromEntries(shown.map(({ name, value }) => [name, value]))),
    },
  }
}

/**
 * A password or an attribute that is refused leaves the session as it is: the user may try another.
 * @throws NotAuthorizedException for a contact that would be another second factor than the user is asked for, unless
 * that one is proven: else a temporary password would be enough to sign in
 */
async function answer(context: RequestContext, step: SignInStep): Promise<ProvenStep> {
  const { pool, client, parameters } = step
  const { now } = context
  const { USERNAME, NEW_PASSWORD } = requiredParameters(parameters, 'USERNAME', 'NEW_PASSWORD')
  requiredParameter('Session', step.session)
  const claimant = await identify(context, step, USERNAME)
  const signIn = await resume(context, step, NAME, claimant)

  const { passwordPolicy } = pool.settings.policies
  const historySize = passwordPolicy.passwordHistorySize ?? 0
  assertMeetsPolicy(passwordPolicy, NEW_PASSWORD, 'change')
  await checkChosenPassword(context, step.guard, 'PASSWORD_CHANGE', NEW_PASSWORD)
  const entries = attributeEntries(parameters)
  assertWritable(
    client.settings,
    pool.schema,
    entries.map(({ name }) => name),
  )
  const welcome = withNewPassword(pool, signIn.user, entries)
  await assertOpensNoFactor(context.storage.stores, pool, signIn, welcome.user)
  assertNotUsedBefore(claimant.password, claimant.identity, NEW_PASSWORD, historySize)
  const verifier = newPassword(context.entropy, claimant.identity, NEW_PASSWORD)

  return {
    user: welcome.user,
    proofs: signIn.progress.proofs,
    tokenSource: 'NewPasswordChallenge',
    async settle(stores) {
      const settled = await spendSession(stores, signIn)
      const { user, progress } = settled
      const { password } = await stores.credentials.find(pool.id, user.sub)
      const { change, user: next } = withNewPassword(pool, user, entries)
      await assertOpensNoFactor(stores, pool, settled, next)
      const replacement = replacePassword(password, { verifier, now }, historySize)
      const revision = await stores.credentials.setPassword(pool.id, user.sub, replacement)
      await saveChange(stores, pool, { ...user, status: next.status }, change, new Map(), now)
      const proofs = progress.proofs.map((proof) => provenAgain(proof, revision))
      return { proofs, failures: undefined, mfa: user.mfa } // setPassword has forgotten the failures
    },
  }
}

async function assertOpensNoFactor(
  stores: Pick<Stores, 'softwareTokens'>,
  pool: UserPool,
  { user, progress }: ResumedSignIn,
  after: User,
): Promise<void> {
  const [, ...others] = progress.proofs
  if (others.length > 0) return
  const before = await factorStanding(stores, pool, user)
  if (opensAnotherFactor(before, { ...before, user: after })) throw anotherFactor()
}

/** Knowing the password that was replaced, the user knows the new one. */
function provenAgain(proof: Proof, revision: string): Proof {
  return 'revision' in proof ? { ...proof, revision } : proof
}

/** The user as the answer makes it: InvalidParameterException or NotAuthorizedException for a wrong attribute. */
function withNewPassword(pool: UserPool, user: User, entries: readonly AttributeEntry[]) {
  const change = newPasswordAttributes(pool.schema, user.attributes, entries)
  assertPreferredUsername(pool.settings, change.set)
  const attributes = applyChange(user.attributes, change)
  return { change, user: { ...user, attributes, status: statusAfter(user.status, 'new-password-given') } }
}

const ATTRIBUTE = 'userAttributes.'

function attributeEntries(parameters: Parameters): AttributeEntry[] {
  return Object.entries(parameters)
    .filter(([name]) => name.startsWith(ATTRIBUTE))
    .map(([name, value]) => ({ name: name.slice(ATTRIBUTE.length), value }))
}

/** Deviation: the service takes it (docs/deviations.md, "contacts given with a new password"). */
const anotherFactor = () =>
  new ServiceError(
    'NotAuthorizedException',
    'An address or number that is another second factor can only be added once the user has signed in.',
  )
