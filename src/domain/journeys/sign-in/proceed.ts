import { tracksDevices } from '../../devices/device.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { callPostAuthentication } from '../../triggers/post-authentication.ts'
import { CHALLENGES } from './challenges/challenges.ts'
import { enterBrowser } from './enter-browser.ts'
import { grantTokens } from './grant-tokens.ts'
import { next } from './next.ts'
import type { ProvenStep, SignInOutcome, SignInStep } from './sign-in.ts'
import { standingOf } from './standing.ts'

/** What follows a step whose answer was right: the next challenge, or tokens. */
export async function proceed(
  context: RequestContext,
  step: SignInStep,
  proven: ProvenStep,
): Promise<SignInOutcome> {
  const { user, chosen, tokenSource: source = 'Authentication', settle } = proven
  const standing = await standingOf(context, step, proven)
  const name = chosen ?? next(standing)
  if (name === 'tokens') {
    const { pool, client, clientMetadata } = step
    const { device } = standing
    const newDeviceUsed = !device && tracksDevices(pool.settings)
    const authenticated = { clientId: client.id, user, newDeviceUsed, clientMetadata }
    await callPostAuthentication(context, pool, authenticated)
    const { browser } = step
    if (browser)
      return { entered: { user, session: await enterBrowser(context, step, browser, user, settle) } }
    return { tokens: await grantTokens(context, step, { user, device, source, settle }) }
  }
  const { proofs } = await context.storage.bookkeeping(settle)
  return { challenge: await CHALLENGES[name].present(context, step, { ...standing, proofs }) }
}
