"""Colors, looked at once for each look: axe judges text anew only where it is drawn as no text before it was.

Whether text can be read, and a link told from the words around it, follows from colors and sizes and from what is
painted behind. Words that agree in all of that get the same verdict, on whichever page they stand; asking axe for each
of them is most of its work. Text that something else may lie over or under is judged each time.
"""

from typing import Any

from playwright.sync_api import Page

from tests.judged import LOOKS

RULES = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds about colors on this page, which holds axe already."""
    found, looks = page.evaluate(JUDGE, [RULES, LOOKS.all()])
    if not found:
        LOOKS.add(looks)
    return found


JUDGE = """async ([options, judged]) => {
  const known = new Set(judged), styles = new Map(), grounds = new Map();
  const style = one => styles.get(one) ?? styles.set(one, getComputedStyle(one)).get(one);
  const box = one => one.getBoundingClientRect();
  const isPainted = ({ backgroundColor, backgroundImage }) =>
    backgroundImage !== 'none' || !/^rgba\\(.*, 0\\)$|^transparent$/.test(backgroundColor);
  const holds = (outer, inner) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1
    && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
  const meet = (one, other) => one.left < other.right && other.left < one.right
    && one.top < other.bottom && other.top < one.bottom;

  // What is painted behind the text of an element, by itself and by all that it stands in.
  const EFFECTS = { opacity: '1', mixBlendMode: 'normal', filter: 'none', clip: 'auto', clipPath: 'none' };
  const ground = one => {
    if (one === null) return '';
    if (!grounds.has(one)) {
      const its = style(one), parent = one.parentElement;
      const paint = isPainted(its) ? [its.backgroundColor, its.backgroundImage, its.backgroundClip] : [];
      const effects = Object.keys(EFFECTS).filter(name => its[name] !== EFFECTS[name]).map(name => name + its[name]);
      const shows = parent && isPainted(style(parent)) && style(parent).overflow === 'visible';  // else it is scrolled
      const sticksOut = shows && !holds(box(parent), box(one)) ? ['sticks out'] : [];
      const here = [...paint, ...effects, ...sticksOut].join(' ');
      grounds.set(one, here + (here && ' < ') + ground(parent));
    }
    return grounds.get(one);
  };

  // A link is told from its line by color, or by anything else between it and the block that it stands in.
  const line = one => {
    const link = one.closest('a[href], [role=link]'), steps = [];
    for (let step = link && one; step; step = step.parentElement) {
      const { color, textDecorationLine, borderBottom, fontSize, fontWeight, display } = style(step);
      steps.push(color, textDecorationLine, borderBottom, fontSize, fontWeight, display);
      if (!display.startsWith('inline') && step.contains(link)) {
        steps.push(step.textContent.trim().length > link.textContent.trim().length);
        break;
      }
    }
    return steps.join(' ');
  };

  const says = one => [...one.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
    .map(node => node.data).join('').trim();
  const isOff = one => Boolean(one.closest(':disabled, [aria-disabled=true], [inert]')
    || one.closest('label')?.control?.disabled);
  const look = one => {
    const { color, fontSize, fontWeight, textShadow, webkitTextFillColor, webkitTextStroke, textIndent } = style(one);
    const around = ['::before', '::after'].map(part => getComputedStyle(one, part).content !== 'none');
    const hint = one.matches('input, textarea') ? getComputedStyle(one, '::placeholder').color : '';
    const text = says(one);
    return [one.nodeName, one.type ?? '', isOff(one), /[\\p{L}\\p{N}]/u.test(text), text.length > 1,
      color, fontSize, fontWeight, textShadow, webkitTextFillColor, webkitTextStroke, textIndent,
      around, hint, line(one), ground(one)].join(' ');
  };

  const all = [...document.body.querySelectorAll('*')].filter(one => one.checkVisibility({ visibilityProperty: true }));
  const isLoose = one => {
    const { position, float, transform, translate, marginTop, marginLeft, marginRight, marginBottom } = style(one);
    return ['absolute', 'fixed', 'sticky'].includes(position) || float !== 'none' || transform !== 'none'
      || translate !== 'none' || [marginTop, marginLeft, marginRight, marginBottom].some(one => one.startsWith('-'));
  };
  const loose = all.filter(isLoose).flatMap(one => [one, ...one.querySelectorAll('*')])
    .filter(one => isPainted(style(one)) || one.matches('img, svg, canvas, video, object, embed, iframe'))
    .map(one => [one, box(one)]);
  const isPlain = one => !ground(one).includes('sticks out')
    && loose.every(([other, its]) => !meet(box(one), its) || other.contains(one));
  const isOnPage = one => box(one).bottom + scrollY > 0 && box(one).right + scrollX > 0;  // the skip link, say, is not

  const isAsked = one => says(one) !== '' || one.matches('input, select, textarea, button, a, [role=link]');
  const unknown = all.filter(one => isAsked(one) && isOnPage(one))
    .map(one => [one, isPlain(one) ? look(one) : null])
    .filter(([, look]) => look === null || (!known.has(look) && known.add(look)));  // the first speaks for all alike
  if (unknown.length === 0) return [[], []];
  const { violations } = await axe.run({ include: unknown.map(([one]) => one) }, options);
  return [violations, [...new Set(unknown.map(([, look]) => look).filter(look => look !== null))]];
}"""
