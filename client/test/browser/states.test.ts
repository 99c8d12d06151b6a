import { expect } from '@jest/globals';
import { violationsInBothSchemes } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';
import { WALKS } from '../../testing/browser/states.ts';

for (const { name, options, allowed, begin, states } of WALKS) {
  browserTest(
    `axe finds nothing in the ${String(states.length)} states of ${name}, in light and dark colours`,
    async ({ page }) => {
      await begin?.(page);
      const found: object[] = [];
      for (const state of states) {
        await page.setViewportSize({ width: Math.min(1280, state.widthsPx?.max ?? Infinity), height: 800 });
        await state.show(page);
        const violations = await violationsInBothSchemes(page);
        if (violations.length > 0) found.push({ state: state.name, violations });
      }
      expect(found).toEqual([]);
    },
    { reducedMotion: 'reduce', ...(allowed && { allowed }), ...options },
  );
}
