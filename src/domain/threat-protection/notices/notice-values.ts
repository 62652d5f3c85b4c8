import type { AccountTakeoverEventActionType } from '../../../contract/generated/types.ts'

/** What the placeholders of a template stand for, as far as it is known. AWS: "Message templates", threat protection. */
export interface NoticeValues {
  readonly username: string
  readonly 'ip-address': string | undefined
  readonly city: string | undefined
  readonly country: string | undefined
  readonly 'login-time': string
  readonly 'device-name': string | undefined
  readonly 'one-click-link-valid': string
  readonly 'one-click-link-invalid': string
  readonly 'event-id': string
  readonly 'feedback-token': string
}

/**
 * What a custom sender gets about a notification, so that it can write the text itself. The order of the members is that of
 * the service.
 * @param action what is done about the risk
 */
export function noticeAttributes(values: NoticeValues, action: AccountTakeoverEventActionType) {
  return {
    LOGIN_TIME: values['login-time'],
    CITY: values.city ?? null,
    COUNTRY: values.country ?? null,
    ACCOUNT_TAKE_OVER_ACTION: action,
    FEEDBACK_TOKEN: values['feedback-token'],
    ONE_CLICK_LINK_VALID: values['one-click-link-valid'],
    DEVICE_NAME: values['device-name'] ?? null,
    EVENT_ID: values['event-id'],
    IP_ADDRESS: values['ip-address'] ?? null,
    USER_NAME: values.username,
    ONE_CLICK_LINK_INVALID: values['one-click-link-invalid'],
  }
}
