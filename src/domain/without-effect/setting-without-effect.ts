/** A setting that is kept and described as the service does, and changes nothing here. */
export interface SettingWithoutEffect {
  /** Where the service has it: `LambdaConfig.PreSignUp`. */
  readonly setting: string
  /** What that means, as a sentence without its full stop. */
  readonly meaning: string
}

/** One that may lack effect, and whether these settings make use of it. */
export interface SettingRule<Settings> extends SettingWithoutEffect {
  /** What it waits for, as README names what is not built. */
  readonly part: string
  isUsedIn(settings: Settings): boolean
}

export function usedOf<Settings>(
  rules: readonly SettingRule<Settings>[],
  settings: Settings,
): readonly SettingWithoutEffect[] {
  return rules.filter((rule) => rule.isUsedIn(settings)).map(({ setting, meaning }) => ({ setting, meaning }))
}
