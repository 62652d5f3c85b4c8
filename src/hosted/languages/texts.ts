import type { StandardAttributeName } from './standard-attribute-name.ts'

/**
 * What the pages say, in one language. `{name}` stands for a value that a page puts there; a translation has the same
 * ones as the English text (test/hosted/languages.test.ts). Apart from that, translators are free.
 */
export interface Texts {
  // The name of a user
  readonly username: string
  readonly email: string
  readonly phoneNumber: string
  readonly emailOrPhone: string

  // Of several pages
  readonly next: string
  readonly back: string
  readonly or: string
  readonly optional: string
  readonly language: string
  readonly changeLanguage: string
  readonly showPassword: string
  readonly hidePassword: string
  readonly signingInAs: string
  readonly notYou: string

  // Sign-in
  readonly signIn: string
  readonly password: string
  readonly forgotPassword: string
  readonly newHere: string
  readonly createAccount: string
  readonly continueWith: string

  // The choice of a factor
  readonly chooseSignIn: string
  readonly chooseSecond: string
  readonly byPassword: string
  readonly byPasskey: string
  readonly byEmail: string
  readonly bySms: string
  readonly byApp: string
  readonly anotherWay: string

  // Passkeys
  readonly passkeyTitle: string
  readonly passkeyText: string
  readonly usePasskey: string
  readonly passkeyNeedsScript: string
  readonly passkeyFailed: string
  readonly addPasskeyTitle: string
  readonly addPasskeyText: string
  readonly createPasskey: string
  readonly passkeyAdded: string

  // Codes
  readonly codeTitle: string
  readonly codeSentTo: string
  readonly codeFromApp: string
  readonly code: string
  readonly sendAgain: string
  readonly codeSentAgain: string

  // Sign-up and its confirmation
  readonly signUpTitle: string
  readonly haveAccount: string
  readonly agree: string
  readonly termsOfUse: string
  readonly privacyPolicy: string
  readonly confirmTitle: string
  readonly linkSentTo: string
  readonly linkSentAgain: string
  readonly sendLinkAgain: string
  readonly confirmAccount: string
  readonly confirmedTitle: string
  readonly confirmedText: string
  readonly linkFailedTitle: string
  readonly linkFailedText: string
  readonly waitForAdministrator: string
  readonly resendTitle: string
  readonly resendText: string
  readonly sendCode: string

  // Passwords
  readonly repeatPassword: string
  readonly passwordOptional: string
  readonly passwordsDiffer: string
  readonly passwordRules: string
  readonly ruleLength: string
  readonly ruleLowercase: string
  readonly ruleUppercase: string
  readonly ruleNumber: string
  readonly ruleSymbol: string
  readonly forgotTitle: string
  readonly forgotText: string
  readonly resetTitle: string
  readonly newPassword: string
  readonly savePassword: string
  readonly passwordChanged: string
  readonly newPasswordText: string

  // Setting up a second factor
  readonly setUpTitle: string
  readonly setUpText: string
  readonly setUpAppTitle: string
  readonly scanCode: string
  readonly qrCode: string
  readonly orEnterKey: string
  readonly enterAppCode: string
  readonly setUpEmailText: string
  readonly setUpPhoneText: string

  // Devices and accounts
  readonly rememberTitle: string
  readonly rememberText: string
  readonly recognizeText: string
  readonly rememberOwnOnly: string
  readonly remember: string
  readonly notNow: string
  readonly chooseAccount: string
  readonly continueAs: string
  readonly anotherAccount: string
  readonly signOut: string
  readonly signedOutTitle: string
  readonly signedOutText: string

  // Faults
  readonly errorTitle: string
  readonly errorText: string
  readonly unavailable: string
  readonly sessionOver: string
  readonly startAgain: string
  readonly wrongCredentials: string
  readonly attemptsExceeded: string
  readonly userDisabled: string
  readonly wrongCode: string
  readonly expiredCode: string
  readonly tooManyAttempts: string
  readonly tooManyRequests: string
  readonly usernameTaken: string
  readonly contactTaken: string
  readonly weakPassword: string
  readonly usedPassword: string
  readonly missing: string
  readonly invalid: string
  readonly notConfirmed: string
  readonly resetRequired: string
  readonly noRecovery: string
  readonly unexpected: string

  /** Attributes of users that a form may ask for. Those of the pool's own go by their names. */
  readonly attributes: Readonly<Record<StandardAttributeName, string>>
}

/** A text with its values in their places. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return partsOf(text)
    .map((part) => (part.value === undefined ? part.text : String(values[part.value] ?? '')))
    .join('')
}

/** A text in order: what it says, and the names of the values between. */
export function partsOf(
  text: string,
): ReadonlyArray<{ readonly text: string; readonly value?: string | undefined }> {
  return text
    .split(/(\{[a-z]+\})/i)
    .map((part, index) => (index % 2 === 1 ? { text: '', value: part.slice(1, -1) } : { text: part }))
}
