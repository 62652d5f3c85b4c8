import { newAuthenticator } from '../../test/support/authenticator.ts'
import { type Fixture, several } from '../fixture.ts'
import { newMembers } from '../members.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

const ONCE = 100
const FEW = 20

const WITH_PASSKEYS = {
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
} as const
const PARTY = { WebAuthnConfiguration: { RelyingPartyId: 'auth.example.com' } }

type CreationOptions = Parameters<ReturnType<typeof newAuthenticator>['create']>[0]

async function members(fixture: Fixture, count: number) {
  return (await newMembers(fixture, count, WITH_PASSKEYS, PARTY)).members
}

/** A registration for each of so many members that only has to be completed. */
async function registrations(fixture: Fixture, count: number) {
  const all = await members(fixture, count)
  return several(count, async (index) => {
    const { AccessToken } = cycled(all, index)
    const { CredentialCreationOptions } = await fixture.call('StartWebAuthnRegistration', { AccessToken })
    const Credential = newAuthenticator().create(CredentialCreationOptions as CreationOptions)
    return { AccessToken, Credential }
  })
}

/** Members who have a passkey each. */
async function withPasskeys(fixture: Fixture, count: number) {
  const all = await registrations(fixture, count)
  return several(count, async (index) => {
    const { AccessToken, Credential } = cycled(all, index)
    await fixture.call('CompleteWebAuthnRegistration', { AccessToken, Credential })
    return { AccessToken, CredentialId: Credential.id }
  })
}

export const passkeyScenarios: readonly Scenario[] = [
  scenario('StartWebAuthnRegistration', async (fixture) => {
    const all = await members(fixture, FEW)
    return { input: (index) => ({ AccessToken: cycled(all, index).AccessToken }) }
  }),
  scenario('CompleteWebAuthnRegistration', async (fixture) => {
    const all = await registrations(fixture, ONCE)
    return { atMost: ONCE, input: (index) => cycled(all, index) }
  }),
  scenario('ListWebAuthnCredentials', async (fixture) => {
    const all = await withPasskeys(fixture, FEW)
    return { input: (index) => ({ AccessToken: cycled(all, index).AccessToken }) }
  }),
  scenario('DeleteWebAuthnCredential', async (fixture) => {
    const all = await withPasskeys(fixture, ONCE)
    return { atMost: ONCE, input: (index) => cycled(all, index) }
  }),
]
