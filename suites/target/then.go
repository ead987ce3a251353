package target

import "context"

// Then is the script followed by the requests that next makes from its
// answers, asked one after the other. name tells apart what is made from the
// same answers.
func (s Script) Then(name string, next func([]Exchange) []Request) Script {
	run := s.run
	s.Key = "then " + name + "\x00" + s.Key
	s.Requests += 2
	s.run = func(ctx context.Context, at Site) []Exchange {
		answers := run(ctx, at)
		for _, r := range next(answers) {
			if ctx.Err() != nil {
				break
			}
			answers = append(answers, at.Do(ctx, r))
		}
		return answers
	}
	return s
}
