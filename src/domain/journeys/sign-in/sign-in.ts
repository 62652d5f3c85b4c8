import type { ChallengeName, ChallengeNameType, RiskLevelType } from '../../../contract/generated/types.ts'
import type { AskedLevels } from '../../assurance/assurance.ts'
import type { Contact } from '../../attributes/contact.ts'
import type { BrowserEntry, StartedBrowserSession } from '../../browser-sessions/browser-entry.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import type { CustomRound } from '../../custom-challenges/custom-rounds.ts'
import type { BrowserDevice } from '../../devices/browser-device.ts'
import type { IssuedDeviceKey } from '../../devices/device-key.ts'
import type { MfaSettings } from '../../factors/mfa-settings.ts'
import type { RegisteredApp } from '../../factors/software-token.ts'
import type { SignInFailures } from '../../limits/sign-in-lockout.ts'
import type { MessageText } from '../../messages/message-text.ts'
import type { PreparedMessage } from '../../sending/prepare-message.ts'
import type { PoolSessionConfiguration } from '../../sessions/session-configuration.ts'
import type { Stores } from '../../stores.ts'
import type { ClientContext } from '../../threat-protection/client-context.ts'
import type { Guard } from '../../threat-protection/guard.ts'
import type { SignedTokens } from '../../tokens/issue-tokens.ts'
import type { TokenSource } from '../../triggers/pre-token-generation.ts'
import type { Metadata } from '../../triggers/trigger-event.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'
import type { Parameters } from '../shared/required-parameters.ts'
import type { Progress, Proof } from './progress.ts'

/** A step of a sign-in: who asks, through which client, with what. */
export interface SignInStep {
  readonly pool: UserPool
  /** Of the pool, if it was given one. */
  readonly sessionConfiguration: PoolSessionConfiguration | undefined
  readonly client: UserPoolClient
  /** The values of the client's secrets: none, one or two. */
  readonly secrets: readonly string[]
  readonly parameters: Parameters
  /** The challenge session that came with the step. */
  readonly session?: string | undefined
  /** What that session contains, not yet checked against the step ({@link withProgress}). Undefined for any other text. */
  readonly progress?: Progress | undefined
  /** For functions that are called before anything is proven. AWS: the ClientMetadata that begins a sign-in. */
  readonly validationData?: Metadata | undefined
  /** For all other functions. AWS: the ClientMetadata that comes with the answer to a challenge. */
  readonly clientMetadata?: Metadata | undefined
  /** Of a sign-in on the pages of a domain. */
  readonly browser?: BrowserEntry | undefined
  /** Where an authentication level is asked for. */
  readonly levels?: AskedLevels | undefined
  readonly contextData?: ClientContext | undefined
  /** Threat protection over the step, of pools that have it on. */
  readonly guard?: SignInGuard | undefined
}

/** Threat protection over a step, and the event that the step belongs to. */
export interface SignInGuard extends Guard {
  readonly event: {
    /** Of the request with which the sign-in began. */
    readonly id: string
    readonly clientId: string
    /** What the step tries to prove, as the event shows it. */
    readonly challenge?: ChallengeName | undefined
  }
  /** What the session of the step says of the sign-in that it belongs to. */
  readonly carried?: CarriedRisk | undefined
  /** What the transaction that records the step sends along. */
  readonly pending: { notice?: PreparedNotice | undefined }
}

/** An e-mail that warns the user of a risky sign-in. */
export interface PreparedNotice {
  readonly message: PreparedMessage
  readonly text: MessageText
}

/** The risk of a sign-in, as an earlier step found it. It counts for the user of that step alone. */
export interface CarriedRisk {
  readonly sub: string
  readonly level: RiskLevelType | undefined
}

/** A user and all that the sign-in has proven of them so far. */
export interface SignInState {
  readonly user: User
  readonly proofs: readonly Proof[]
  /** What has happened in a sign-in by custom challenges that its functions have not decided yet. */
  readonly rounds?: readonly CustomRound[] | undefined
  /** An address or number that the user is just setting up as a second factor, where the challenge's code goes. */
  readonly newContact?: Contact | undefined
}

/** A step whose answer was right, outside of any transaction. */
export interface ProvenStep extends SignInState {
  /** The challenge that the answer chose. Absent: what is still required decides what comes next. */
  readonly chosen?: ChallengeNameType | undefined
  /** The authenticator app that checked the answer, so that it is not read again. */
  readonly app?: RegisteredApp | undefined
  /** What tokens are made for if the sign-in ends with this step. Absent: a sign-in like any other. */
  readonly tokenSource?: TokenSource | undefined
  /**
   * Checks again, now under lock, whether the step may end so, and stores what comes of it: the transaction that the step
   * ends with.
   */
  settle(stores: Stores): Promise<SettledStep>
  /** The same without locks, for a step that stores nothing: unless tokens follow, it needs no transaction. */
  readonly check?: ((stores: Stores) => Promise<SettledStep>) | undefined
}

/** A step as it stands under lock. */
export interface SettledStep {
  readonly proofs: readonly Proof[]
  /** Of the user: to be forgotten once tokens are granted. A first factor alone leaves them, as codes may follow. */
  readonly failures: SignInFailures | undefined
  /** Of the user. Absent if the step has proven a second factor, if another step follows, and after a sign-in at a provider. */
  readonly mfa?: MfaSettings | undefined
}

/** Without a refresh token where an old one stays in use. */
export interface GrantedTokens extends SignedTokens {
  readonly refreshToken?: string | undefined
  /** Where the pool tracks devices, and the sign-in came from none that it knows. */
  readonly newDevice?: IssuedDeviceKey | undefined
}

export interface PresentedChallenge {
  readonly name: ChallengeNameType
  readonly parameters: Parameters
  readonly session?: string | undefined
  /** What a sign-in by choice may go on with. */
  readonly availableChallenges?: readonly ChallengeNameType[] | undefined
}

/** A step that ends in a challenge although it has proven nothing yet. */
export interface PresentedStep {
  readonly challenge: PresentedChallenge
}

/** A sign-in on the pages of a domain that is complete. */
export interface EnteredBrowser {
  readonly user: User
  readonly session: StartedBrowserSession
  /** For the tokens: the id of the event that shows the sign-in, or else of the request that completed it. */
  readonly eventId: string
  /** That the browser has become, or was before. */
  readonly device?: BrowserDevice | undefined
  /** Whether the pool leaves it to the user to remember the browser as a device, which it is not yet. */
  readonly asksForDevice: boolean
}

/** How a step ends, unless it is refused: the next challenge, or tokens; in a browser a session instead of tokens. */
export type SignInOutcome =
  | PresentedStep
  | { readonly tokens: GrantedTokens }
  | { readonly entered: EnteredBrowser }
