import { codeAt } from '../../test/support/authenticator-app.ts'
import { type Fixture, several } from '../fixture.ts'
import { type Member, newMembers } from '../members.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

const ONCE = 100
const FEW = 20

const OPTIONAL = { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } } as const
const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true }
const NO_OPTIONS = { MFAOptions: [] }

async function members(fixture: Fixture, count = FEW): Promise<readonly Member[]> {
  return (await newMembers(fixture, count, {}, OPTIONAL)).members
}

/** Members and the secrets of their authenticator apps, which are not verified. */
async function withSecrets(fixture: Fixture, count: number) {
  const all = await members(fixture, count)
  return several(count, async (index) => {
    const { user, AccessToken } = cycled(all, index)
    const { SecretCode = '' } = await fixture.call('AssociateSoftwareToken', { AccessToken })
    return { user, AccessToken, SecretCode }
  })
}

/** Members with authenticator apps. */
async function withApps(fixture: Fixture, count: number) {
  const all = await withSecrets(fixture, count)
  for (const { AccessToken, SecretCode } of all) {
    await fixture.call('VerifySoftwareToken', { AccessToken, UserCode: codeAt(SecretCode, Date.now()) })
  }
  return all
}

export const factorScenarios: readonly Scenario[] = [
  scenario('AssociateSoftwareToken', async (fixture) => {
    const all = await members(fixture)
    return { input: (index) => ({ AccessToken: cycled(all, index).AccessToken }) }
  }),
  scenario('VerifySoftwareToken', async (fixture) => {
    const all = await withSecrets(fixture, ONCE)
    return {
      atMost: ONCE,
      input: (index) => {
        const { AccessToken, SecretCode } = cycled(all, index)
        return { AccessToken, UserCode: codeAt(SecretCode, Date.now()) }
      },
    }
  }),
  scenario('AdminDeleteSoftwareToken', async (fixture) => {
    const all = await withApps(fixture, ONCE)
    return { atMost: ONCE, input: (index) => cycled(all, index).user }
  }),
  scenario('SetUserMFAPreference', async (fixture) => {
    const all = await withApps(fixture, FEW)
    return {
      input: (index) => ({ AccessToken: cycled(all, index).AccessToken, SoftwareTokenMfaSettings }),
    }
  }),
  scenario('AdminSetUserMFAPreference', async (fixture) => {
    const all = await withApps(fixture, FEW)
    return { input: (index) => ({ ...cycled(all, index).user, SoftwareTokenMfaSettings }) }
  }),
  scenario('SetUserSettings', async (fixture) => {
    const all = await members(fixture)
    return { input: (index) => ({ AccessToken: cycled(all, index).AccessToken, ...NO_OPTIONS }) }
  }),
  scenario('AdminSetUserSettings', async (fixture) => {
    const all = await members(fixture)
    return { input: (index) => ({ ...cycled(all, index).user, ...NO_OPTIONS }) }
  }),
  scenario('GetUserAuthFactors', async (fixture) => {
    const all = await withApps(fixture, FEW)
    return { input: (index) => ({ AccessToken: cycled(all, index).AccessToken }) }
  }),
  scenario('AdminGetUserAuthFactors', async (fixture) => {
    const all = await withApps(fixture, FEW)
    return { input: (index) => cycled(all, index).user }
  }),
]
