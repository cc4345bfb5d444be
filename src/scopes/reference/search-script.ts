/** Lets one search the list of elements. A script of its own, as the pages' policy allows none within them. */
export const SEARCH_SCRIPT = `'use strict';
(() => {
  const field = document.getElementById('page-search');
  const found = document.getElementById('page-found');
  const items = [...document.querySelectorAll('#page-elements > li')];
  const texts = items.map((item) => item.textContent.toLowerCase());

  function search() {
    const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let count = 0;
    for (const [at, item] of items.entries()) {
      item.hidden = !words.every((word) => texts[at].includes(word));
      if (!item.hidden) count += 1;
    }
    found.textContent = count + ' of ' + items.length;
  }

  field.addEventListener('input', search);
  field.closest('[hidden]').hidden = false;
  search();
})();
`;
