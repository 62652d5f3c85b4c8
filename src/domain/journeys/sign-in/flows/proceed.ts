import { tracksDevices } from '../../../devices/device.ts'
import type { MfaSettings } from '../../../factors/mfa-settings.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { Stores } from '../../../stores.ts'
import { callPostAuthentication } from '../../../triggers/post-authentication.ts'
import { endInBrowser } from '../browser/end-in-browser.ts'
import { CHALLENGES } from '../challenges/challenges.ts'
import { keepRounds } from '../custom/keep-rounds.ts'
import { nextRound } from '../custom/next-round.ts'
import { actOnRisk, assessStep } from '../guard/assess-step.ts'
import { observed } from '../guard/observe-step.ts'
import { provenBy, recordingRefusal } from '../guard/record-refusal.ts'
import { withoutChallenge } from '../guard/without-challenge.ts'
import { next, owesMeanwhile } from '../next.ts'
import type { ProvenStep, SettledStep, SignInOutcome, SignInStep } from '../sign-in.ts'
import { type SignInStanding, standingOf } from '../standing.ts'
import { grantTokens } from './grant-tokens.ts'

/** What follows a step whose answer was right: the next challenge, or tokens. */
export async function proceed(
  context: RequestContext,
  step: SignInStep,
  proven: ProvenStep,
): Promise<SignInOutcome> {
  await assessStep(context, step.guard, proven.user)
  const standing = await standingOf(context, step, proven)
  await actOnRisk(context, step, standing)
  const name = proven.chosen ?? next(standing)
  const recorded = step.guard ? observed(context, step.guard, proven, name) : proven
  if (name === 'tokens')
    return endUnlessMore(context, step, proven, () => end(context, step, recorded, standing))
  if (name === 'CUSTOM_CHALLENGE') return proceedByRounds(context, step, recorded)
  const { proofs, keptRounds } = await settleAndKeep(context, step, recorded)
  return { challenge: await CHALLENGES[name].present(context, step, { ...standing, proofs, keptRounds }) }
}

/** The user has activated a second factor while a sign-in ended without one. Nothing of its end is stored. */
class FactorActivated extends Error {
  readonly mfa: MfaSettings

  constructor(mfa: MfaSettings) {
    super('a second factor was activated while a sign-in ended')
    this.mfa = mfa
  }
}

/** Goes on with the factor instead, if the user activates one meanwhile. */
async function endUnlessMore(
  context: RequestContext,
  step: SignInStep,
  proven: ProvenStep,
  work: () => Promise<SignInOutcome>,
): Promise<SignInOutcome> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof FactorActivated)) throw error
    return proceed(context, step, { ...proven, user: { ...proven.user, mfa: error.mfa } })
  }
}

async function end(
  context: RequestContext,
  step: SignInStep,
  { user, proofs, tokenSource: source = 'Authentication', settle: settleStep }: ProvenStep,
  standing: SignInStanding,
): Promise<SignInOutcome> {
  const { device } = standing
  const { pool, client, clientMetadata, browser } = step
  const newDeviceUsed = !device && tracksDevices(pool.settings)
  const authenticated = { clientId: client.id, user, newDeviceUsed, clientMetadata }
  await recordingRefusal(context, step.guard, provenBy(user), () =>
    callPostAuthentication(context, pool, authenticated),
  )
  // The functions take their time, and the tokens too.
  const settle = async (stores: Stores) => {
    const settled = await settleStep(stores)
    if (owesMeanwhile(standing, settled)) throw new FactorActivated(settled.mfa)
    return settled
  }
  if (browser) {
    return { entered: await endInBrowser(context, step, browser, { user, device, settle }) }
  }
  const isKeyed = newDeviceUsed && !isByPasswordAndRounds(proofs)
  return { tokens: await grantTokens(context, step, { user, proofs, device, isKeyed, source, settle }) }
}

/** AWS: such a sign-in gives no key to a new device. */
function isByPasswordAndRounds(proofs: ProvenStep['proofs']): boolean {
  return proofs.some(({ kind }) => kind === 'srp') && proofs.some(({ kind }) => kind === 'custom')
}

/**
 * Ends the step, in a transaction where it stores something. The rounds of custom challenges are kept for the next session
 * in the same one.
 */
async function settleAndKeep(
  context: RequestContext,
  { pool }: SignInStep,
  { rounds, settle, check }: ProvenStep,
): Promise<SettledStep & { readonly keptRounds: string | undefined }> {
  if (check && !rounds) return { keptRounds: undefined, ...(await check(context.storage.stores)) }
  const keptRounds = rounds && context.entropy.uuid()
  return context.storage.bookkeeping(async (stores) => {
    const settled = await settle(stores)
    if (rounds && keptRounds) await keepRounds(stores, context, pool, keptRounds, rounds)
    return { keptRounds, ...settled }
  })
}

/** Lets the functions of custom challenges decide, once all that comes before them is proven and stored. */
async function proceedByRounds(
  context: RequestContext,
  step: SignInStep,
  { user, rounds = [], settle }: ProvenStep,
): Promise<SignInOutcome> {
  const { proofs } = await context.storage.bookkeeping(settle)
  const rest = withoutChallenge(step)
  const { claimant } = provenBy(user)
  const round = await nextRound(context, rest, { claimant, proofs, rounds, begins: false })
  return 'challenge' in round ? round : proceed(context, rest, round)
}
