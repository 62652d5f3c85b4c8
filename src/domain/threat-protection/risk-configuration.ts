import type {
  AccountTakeoverEventActionType,
  CompromisedCredentialsEventActionType,
  EventFilterType,
} from '../../contract/generated/types.ts'
import type { Instant } from '../../kernel/clock.ts'

export interface CompromisedCredentialsRiskConfiguration {
  readonly eventFilter: readonly EventFilterType[]
  readonly actions: { readonly eventAction: CompromisedCredentialsEventActionType }
}

export interface AccountTakeoverAction {
  readonly notify: boolean
  readonly eventAction: AccountTakeoverEventActionType
}

/** A message of plain text or HTML, or of both. */
export interface NotifyEmail {
  readonly subject: string
  readonly htmlBody?: string | undefined
  readonly textBody?: string | undefined
}

export interface NotifyConfiguration {
  readonly from?: string | undefined
  readonly replyTo?: string | undefined
  readonly sourceArn: string
  readonly blockEmail?: NotifyEmail | undefined
  readonly noActionEmail?: NotifyEmail | undefined
  readonly mfaEmail?: NotifyEmail | undefined
}

export interface AccountTakeoverRiskConfiguration {
  readonly notifyConfiguration?: NotifyConfiguration | undefined
  /** A level without an action is only recorded. */
  readonly actions: {
    readonly lowAction?: AccountTakeoverAction | undefined
    readonly mediumAction?: AccountTakeoverAction | undefined
    readonly highAction?: AccountTakeoverAction | undefined
  }
}

/** Blocks of addresses in CIDR notation. */
export interface RiskExceptionConfiguration {
  readonly blockedIPRangeList?: readonly string[] | undefined
  readonly skippedIPRangeList?: readonly string[] | undefined
}

/** What threat protection does about the sign-ins of a pool, or of one of its clients instead. */
export interface RiskConfiguration {
  readonly compromisedCredentialsRiskConfiguration?: CompromisedCredentialsRiskConfiguration | undefined
  readonly accountTakeoverRiskConfiguration?: AccountTakeoverRiskConfiguration | undefined
  readonly riskExceptionConfiguration?: RiskExceptionConfiguration | undefined
  readonly modifiedAt: Instant
}

/** As SetRiskConfiguration takes it. */
export interface RiskConfigurationRequest
  extends Omit<RiskConfiguration, 'compromisedCredentialsRiskConfiguration' | 'modifiedAt'> {
  readonly compromisedCredentialsRiskConfiguration?:
    | (Omit<CompromisedCredentialsRiskConfiguration, 'eventFilter'> & {
        readonly eventFilter?: readonly EventFilterType[] | undefined
      })
    | undefined
}

/** AWS: "Defaults to all events." */
const ALL_EVENTS: readonly EventFilterType[] = ['SIGN_IN', 'PASSWORD_CHANGE', 'SIGN_UP']

export function requestedRisk(
  { compromisedCredentialsRiskConfiguration: credentials, ...request }: RiskConfigurationRequest,
  now: Instant,
): RiskConfiguration {
  return {
    compromisedCredentialsRiskConfiguration: credentials && {
      ...credentials,
      eventFilter: credentials.eventFilter ?? ALL_EVENTS,
    },
    accountTakeoverRiskConfiguration: request.accountTakeoverRiskConfiguration,
    riskExceptionConfiguration: request.riskExceptionConfiguration,
    modifiedAt: now,
  }
}
