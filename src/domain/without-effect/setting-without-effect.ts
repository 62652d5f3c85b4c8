/** A setting that is stored and described as by the service, but changes nothing here. */
export interface SettingWithoutEffect {
  /** Its name in the service's API, such as `LambdaConfig.PreSignUp`. */
  readonly setting: string
  /** The consequence, as a sentence without its full stop. */
  readonly meaning: string
}

/** A setting that may have no effect, and a test whether given settings use it. */
export interface SettingRule<Settings> extends SettingWithoutEffect {
  /** The missing part, as named in the README's list of what is not built. */
  readonly part: string
  isUsedIn(settings: Settings): boolean
}

export function usedOf<Settings>(
  rules: readonly SettingRule<Settings>[],
  settings: Settings,
): readonly SettingWithoutEffect[] {
  return rules.filter((rule) => rule.isUsedIn(settings)).map(({ setting, meaning }) => ({ setting, meaning }))
}
