window.__THAR_CONFIG = {
 "userInfo": {
  "accountId": "4711",
  "userName": "breadclock",
  "displayName": "Tomas Rook"
 },
 "archiveInfo": {
  "sizeBytes": "1",
  "generationDate": "2024-11-10T00:00:00.000Z",
  "isPartialArchive": false
 },
 "dataTypes": {
  "account": {
   "files": [
    {
     "fileName": "data/account.js",
     "globalName": "YTD.account.part0",
     "count": "1"
    }
   ]
  },
  "noteTweet": {
   "files": [
    {
     "fileName": "data/note-tweet.js",
     "globalName": "YTD.note_tweet.part0",
     "count": "2"
    }
   ]
  },
  "tweets": {
   "mediaDirectory": "data/tweets_media",
   "files": [
    {
     "fileName": "data/tweets.js",
     "globalName": "YTD.tweets.part0",
     "count": "4"
    },
    {
     "fileName": "data/tweets-part1.js",
     "globalName": "YTD.tweets.part1",
     "count": "3"
    },
    {
     "fileName": "data/tweets-part2.js",
     "globalName": "YTD.tweets.part2",
     "count": "3"
    }
   ]
  }
 }
}
