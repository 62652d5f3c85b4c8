import { type Fixture, several } from './fixture.ts'
import { SIGN_INS, signInsIn } from './password-sign-in.ts'
import type { ServerProcess } from './server-process.ts'

/** More than a risk looks at: the cost must be that of users who have been there for a while. */
const SIGN_INS_BEFORE = 31

/**
 * Measures the server's CPU for one sign-in by password in a pool whose threat protection is in AUDIT, in milliseconds. Its
 * users have signed in before, so that their history is compared.
 */
export function auditSignInCost(server: ServerProcess, fixture: Fixture) {
  return signInCost(server, fixture, {
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
  })
}

/** The same, in a pool without threat protection. */
export function unguardedSignInCost(server: ServerProcess, fixture: Fixture) {
  return signInCost(server, fixture, {})
}

async function signInCost(server: ServerProcess, fixture: Fixture, settings: object) {
  const { signIn, measure } = await signInsIn(server, fixture, settings)
  for (let before = 0; before < SIGN_INS_BEFORE; before++) await several(SIGN_INS, signIn)
  return measure
}
