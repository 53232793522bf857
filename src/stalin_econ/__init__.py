"""Mark Harrison's paper on Stalinism and the economics of wartime, retold from hand-curated tables."""
