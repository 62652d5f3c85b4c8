import fc from 'fast-check'
import type { OfferedFactors } from '../support/mfa.ts'
import type { ChallengeName, Factor, Pool } from './factors-model.ts'

// Steps of a sequence. A user is one of four: three in the first of two pools, one in the second. A client is one of three: two of the first
// pool and one of the second.

/** What is answered: what is right; a code of 30 seconds ago or of later; what was right for another session; none. */
export type Given = 'right' | 'early' | 'late' | 'stale' | 'foreign' | 'wrong'

export type Configuration = readonly [mfa: Pool['mfa'], offers: OfferedFactors]

/** Which session: counted from the newest one, those that were used included if one is replayed. */
export interface Which {
  readonly back: number
  readonly isReplayed: boolean
}

export type Step =
  | {
      readonly do: 'password'
      readonly client: number
      readonly name: number
      readonly right: boolean
      /** Names the user's device, or a foreign one. */
      readonly device: 'none' | 'own' | 'foreign'
    }
  /** USER_AUTH, in the second pool. */
  | { readonly do: 'choose'; readonly preferred: string | undefined; readonly right: boolean }
  /** Confirms the device of the newest tokens. */
  | { readonly do: 'remember'; readonly user: number }
  | {
      readonly do: 'answer'
      readonly held: Which
      /** Undefined: as the session was presented. */
      readonly challenge?: ChallengeName | undefined
      readonly client?: number | undefined
      readonly name?: number | undefined
      readonly given: Given
      readonly pick: number
      /** What happens to the session's user and pool just before. */
      readonly change?: Change | undefined
      readonly to?: Configuration | undefined
    }
  | {
      readonly do: 'set-up'
      readonly held: Which
      readonly part: 'associate' | 'verify'
      readonly given: Given
    }
  | { readonly do: 'change'; readonly user: number; readonly change: Change }
  | { readonly do: 'configure'; readonly pool: number; readonly to: Configuration }
  | { readonly do: 'wait'; readonly seconds: number }

/** What happens to a user between two steps. */
export type Change =
  | { readonly what: 'password'; readonly isPermanent: boolean }
  | { readonly what: 'enable' | 'disable' | 'delete app' | 'register app' | 'forget device' }
  | { readonly what: 'add contact' | 'remove contact'; readonly factor: 's' | 'e' }
  | { readonly what: 'prefer'; readonly factor: Factor; readonly on: boolean; readonly preferred: boolean }

export type StepOf<Kind extends Step['do']> = Extract<Step, { readonly do: Kind }>

const constant = <Value extends string>(value: Value) => fc.constant(value)
const oneIn = <Value>(count: number, value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: count - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })
const held = fc.record({
  back: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, 1, 2),
  isReplayed: fc.constantFrom(false, false, false, false, false, false, false, true),
})
const given = fc.constantFrom<Given>(
  ...Array.from({ length: 12 }, () => 'right' as const),
  ...(['early', 'late', 'stale', 'foreign', 'wrong'] as const),
)
const offers = fc.constantFrom<OfferedFactors>('s', 't', 'e', 'st', 'se', 'te', 'ste', 'ste')

export const configuration: fc.Arbitrary<Configuration> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Configuration>(['OFF', '']) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom<'OPTIONAL' | 'ON'>('OPTIONAL', 'ON', 'ON'), offers) },
)

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ what: constant('password'), isPermanent: fc.boolean() }),
  fc.record({ what: fc.constantFrom('enable', 'enable', 'disable') }),
  fc.record({ what: fc.constantFrom('delete app', 'register app', 'forget device') }),
  fc.record({
    what: fc.constantFrom('add contact', 'remove contact'),
    factor: fc.constantFrom('s' as const, 'e' as const),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      what: constant('prefer'),
      factor: fc.constantFrom<Factor>('s', 't', 'e'),
      on: fc.constantFrom(true, true, false),
      preferred: fc.boolean(),
    }),
  },
)

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: constant('password'),
      client: fc.constantFrom(0, 0, 1, 2),
      name: fc.constantFrom(0, 1, 2, 2),
      right: fc.constantFrom(true, true, true, true, true, true, false),
      device: fc.constantFrom('none', 'own', 'own', 'own', 'foreign'),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      do: constant('answer'),
      held,
      challenge: oneIn(
        20,

        fc.constantFrom<ChallengeName>(
          'SMS_MFA',
          'SOFTWARE_TOKEN_MFA',
          'EMAIL_OTP',
          'SELECT_MFA_TYPE',
          'MFA_SETUP',
        ),
      ),
      client: oneIn(12, fc.nat(2)),
      name: oneIn(12, fc.nat(2)),
      given,
      pick: fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7),
      change: oneIn(3, change),
      to: oneIn(12, configuration),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: constant('choose'),
      preferred: fc.constantFrom(undefined, 'PASSWORD', 'EMAIL_OTP', 'EMAIL_OTP', 'SMS_OTP', 'SMS_OTP'),
      right: fc.constantFrom(true, true, true, false),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: constant('remember'), user: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: constant('set-up'),
      held,
      part: fc.constantFrom('associate', 'verify'),
      given,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: constant('change'), user: fc.nat(3), change }) },
  { weight: 1, arbitrary: fc.record({ do: constant('configure'), pool: fc.nat(1), to: configuration }) },
  { weight: 1, arbitrary: fc.record({ do: constant('wait'), seconds: fc.constantFrom(30, 60, 100, 200) }) },
)
