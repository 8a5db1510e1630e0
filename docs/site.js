// Add what the theme lacks for keyboards and screen readers.
document$.subscribe(() => {
  document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
  for (const box of document.querySelectorAll("pre > code, .md-typeset__scrollwrap"))
    box.tabIndex = 0; // wide ones scroll, so they must be focusable
});
