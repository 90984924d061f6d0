/** How it looks, and whether single keys do something. Kept in this browser. */
import { useState } from "react";
import { Card } from "../../design/card.tsx";
import { Choice } from "../../design/choice.tsx";
import { Checkbox } from "../../design/field.tsx";
import { Icon, type IconName } from "../../design/icons.tsx";
import { chooseTheme, chosenTheme, type Theme } from "../../shell/theme.ts";
import { hasSingleKeys, setSingleKeys } from "../../shell/use-keys.ts";

const themes: readonly { value: Theme; name: string; icon: IconName }[] = [
  { value: "system", name: "As the system", icon: "system" },
  { value: "light", name: "Light", icon: "sun" },
  { value: "dark", name: "Dark", icon: "moon" },
];

export function AppearanceCard() {
  const [theme, setTheme] = useState(chosenTheme);
  const [keys, setKeys] = useState(hasSingleKeys);
  return (
    <div id="appearance">
      <Card title="Looks and keys">
        <Choice
          label="Light or dark"
          value={theme}
          options={themes.map(({ value, name, icon }) => ({
            value,
            label: (
              <>
                <Icon name={icon} className="size-4" />
                {name}
              </>
            ),
          }))}
          onChange={(next) => {
            chooseTheme(next);
            setTheme(next);
          }}
        />
        <Checkbox
          className="mt-3"
          checked={keys}
          onChange={({ target }) => {
            setSingleKeys(target.checked);
            setKeys(target.checked);
          }}
          label="Single keys lead to pages: g then a letter, ? shows them"
        />
      </Card>
    </div>
  );
}
