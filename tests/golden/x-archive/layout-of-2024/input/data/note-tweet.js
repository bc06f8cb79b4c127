window.YTD.note_tweet.part0 = [
 {
  "noteTweet": {
   "noteTweetId": "1990",
   "updatedAt": "2024-11-09T12:14:18.000Z",
   "createdAt": "2024-11-09T12:14:18.000Z",
   "lifecycle": {
    "value": "Published"
   },
   "core": {
    "styletags": [
     {
      "type": "Bold",
      "fromIndex": 0,
      "toIndex": 9
     }
    ],
    "urls": [
     {
      "shortUrl": "https://t.co/note000001",
      "expandedUrl": "https://example.org/jar",
      "displayUrl": "example.org/jar",
      "fromIndex": "226",
      "toIndex": "249"
     }
    ],
    "text": "Sourdough keeps time better than most clocks. Flour & water are mixed at nine; by noon the dough has doubled, and @millwheel would say that it has found its feet.\n\nThen comes the waiting. The best account of why this works is https://t.co/note000001, which explains how wild yeast and bacteria share one jar: the yeast makes the gas, the bacteria make the sour, and neither of them could hold the jar alone for long. #bread",
    "mentions": [
     {
      "screenName": "millwheel",
      "fromIndex": "114",
      "toIndex": "124"
     }
    ],
    "cashtags": [],
    "hashtags": [
     {
      "text": "bread",
      "fromIndex": "417",
      "toIndex": "423"
     }
    ]
   }
  }
 },
 {
  "noteTweet": {
   "noteTweetId": "1995",
   "createdAt": "2024-11-09T12:14:18.000Z",
   "core": {
    "text": "Another long post of the same second, which was deleted and belongs to nothing here.",
    "urls": [],
    "mentions": [],
    "hashtags": []
   }
  }
 }
]
